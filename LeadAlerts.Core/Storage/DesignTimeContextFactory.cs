using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LeadAlerts.Core.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --project LeadAlerts.Core</c> read the model. Never used while the product runs.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<LeadAlertsDbContext>
{
    public LeadAlertsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LeadAlertsDbContext>().UseSqlite("Data Source=:memory:").Options);
}

using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class WidgetDayConfiguration : IEntityTypeConfiguration<WidgetDay>
{
    public void Configure(EntityTypeBuilder<WidgetDay> builder)
    {
        // The promise of one row per site and day.
        builder.HasKey(row => new { row.SiteId, row.Day });
        builder.HasOne<Site>().WithMany().HasForeignKey(row => row.SiteId);
    }
}

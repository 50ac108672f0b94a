using LeadAlerts.Core.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class CanaryRunConfiguration : IEntityTypeConfiguration<CanaryRun>
{
    public void Configure(EntityTypeBuilder<CanaryRun> builder)
    {
        builder.Property(run => run.Problem).HasMaxLength(CanaryRun.ProblemMaxLength);

        // The promise that several servers begin one run.
        builder.HasIndex(run => run.Number).IsUnique();
    }
}

internal sealed class HealthIncidentConfiguration : IEntityTypeConfiguration<HealthIncident>
{
    public void Configure(EntityTypeBuilder<HealthIncident> builder)
    {
        builder.Property(incident => incident.Codes).HasMaxLength(HealthIncident.CodesMaxLength);
        builder.Property(incident => incident.ToldCodes).HasMaxLength(HealthIncident.CodesMaxLength);

        // The promise that several servers open one incident.
        builder.HasIndex(incident => incident.Number).IsUnique();
    }
}

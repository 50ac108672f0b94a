using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class LeadConfiguration : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ComplexProperty(lead => lead.Contact, contact =>
        {
            contact.Property(value => value.Name).HasMaxLength(200);
            contact.Property(value => value.Email).HasMaxLength(254);
            contact.Property(value => value.Phone).HasMaxLength(20);
        });
        builder.Property(lead => lead.VisitorId).HasMaxLength(200);
        builder.Property(lead => lead.Headline).HasMaxLength(200);
        builder.Property(lead => lead.ClaimedByName).HasMaxLength(254);
        builder.Property(lead => lead.Version).IsConcurrencyToken();
        builder.HasOne<Site>().WithMany().HasForeignKey(lead => lead.SiteId);

        // What filters the inbox stands in the index that orders it, so that no tab and no filter reads a lead that it does not show.
        builder.HasIndex(lead => new
        {
            lead.SiteId, lead.LastActivityAt, lead.Id, lead.Status, lead.Score, lead.SnoozedUntil, lead.Category, lead.AssigneeId,
        });

        // Few of many: the tabs New, Hot and Snoozed, and what one member works.
        builder.HasIndex(lead => new { lead.SiteId, lead.LastActivityAt, lead.Id, lead.SnoozedUntil, lead.Score, lead.CreatedAt }, "IX_Leads_New")
            .HasFilter("\"Status\" = 0");
        builder.HasIndex(lead => new { lead.SiteId, lead.LastActivityAt, lead.Id, lead.SnoozedUntil, lead.CreatedAt }, "IX_Leads_Hot")
            .HasFilter($"\"Status\" = 0 AND \"Score\" >= {HeatScale.HotFrom}");
        builder.HasIndex(lead => new { lead.SiteId, lead.LastActivityAt, lead.Id, lead.SnoozedUntil }, "IX_Leads_Snoozed")
            .HasFilter("\"SnoozedUntil\" IS NOT NULL");
        builder.HasIndex(lead => new { lead.SiteId, lead.AssigneeId, lead.LastActivityAt, lead.Id }).HasFilter("\"AssigneeId\" IS NOT NULL");
        builder.HasIndex(lead => new { lead.SiteId, lead.VisitorId });

        // What analytics count by day, without reading a lead.
        builder.HasIndex(lead => new { lead.SiteId, lead.CreatedAt, lead.Status, lead.FirstTakenAt, lead.FirstConversationId }, "IX_Leads_Analytics");
        builder.HasIndex(lead => lead.EscalateAt);
        builder.HasIndex(lead => lead.FallbackDueAt);
    }
}

internal sealed class LeadViewConfiguration : IEntityTypeConfiguration<LeadView>
{
    public void Configure(EntityTypeBuilder<LeadView> builder)
    {
        builder.HasKey(view => new { view.LeadId, view.UserId });
        builder.HasOne<Lead>().WithMany().HasForeignKey(view => view.LeadId);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(view => view.UserId);

        // Whether a lead is unread is asked for every row of a list.
        builder.HasIndex(view => new { view.UserId, view.LeadId, view.SeenAt });
    }
}

internal sealed class AlertSettingsConfiguration : IEntityTypeConfiguration<AlertSettings>
{
    public void Configure(EntityTypeBuilder<AlertSettings> builder)
    {
        builder.Property(settings => settings.Criteria).IsJson();
        builder.Property(settings => settings.OwnCriteria).IsJson();
        builder.Property(settings => settings.Schedule).IsJson().HasMaxLength(200);
        builder.Property(settings => settings.Digest).IsJson().HasMaxLength(200);
        builder.Property(settings => settings.Escalation).IsJson().HasMaxLength(200);
        builder.HasOne<Site>().WithMany().HasForeignKey(settings => settings.SiteId);

        // Two members who save at once: the second one gets a conflict, not a lost change.
        builder.HasIndex(settings => new { settings.SiteId, settings.Version }).IsUnique();
    }
}

internal sealed class AlertRecipientConfiguration : IEntityTypeConfiguration<AlertRecipient>
{
    public void Configure(EntityTypeBuilder<AlertRecipient> builder)
    {
        builder.Property(recipient => recipient.Address).HasMaxLength(254);
        builder.Property(recipient => recipient.Name).HasMaxLength(120);
        builder.Property(recipient => recipient.Route).IsJson();
        builder.Property(recipient => recipient.BounceReason).HasMaxLength(Alert.ReplyMaxLength);
        builder.Property(recipient => recipient.ConfirmationTokenHash).HasMaxLength(32);
        builder.HasOne<Site>().WithMany().HasForeignKey(recipient => recipient.SiteId);
        builder.HasIndex(recipient => new { recipient.SiteId, recipient.Address }).IsUnique();
        builder.HasIndex(recipient => recipient.ConfirmationTokenHash).IsUnique();
    }
}

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.Property(alert => alert.RecipientAddress).HasMaxLength(254);
        builder.Property(alert => alert.Reply).HasMaxLength(Alert.ReplyMaxLength);
        builder.Property(alert => alert.MessageId).HasMaxLength(200);
        builder.Property(alert => alert.Subject).HasMaxLength(200);
        builder.Property(alert => alert.Told).IsJson().HasMaxLength(600);
        builder.HasOne<Site>().WithMany().HasForeignKey(alert => alert.SiteId);
        builder.HasOne<Lead>().WithMany().HasForeignKey(alert => alert.LeadId);

        // The promise of one alert per lead, recipient and kind. A recipient's rows stay when the recipient is removed.
        builder.HasIndex(alert => new { alert.LeadId, alert.RecipientId, alert.Kind, alert.Sequence }).IsUnique();
        builder.HasIndex(alert => new { alert.State, alert.DueAt });
        builder.HasIndex(alert => new { alert.SiteId, alert.RaisedAt, alert.Id, alert.State, alert.Kind, alert.RecipientAddress });
        builder.HasIndex(alert => new { alert.RecipientId, alert.QueuedAt });
        builder.HasIndex(alert => alert.BundleId);
    }
}

internal sealed class AlertAttemptConfiguration : IEntityTypeConfiguration<AlertAttempt>
{
    public void Configure(EntityTypeBuilder<AlertAttempt> builder)
    {
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Sender).HasMaxLength(MailSenderStatus.SenderMaxLength);
        builder.Property(attempt => attempt.Reply).HasMaxLength(Alert.ReplyMaxLength);
        builder.HasOne<Alert>().WithMany().HasForeignKey(attempt => attempt.AlertId);
        builder.HasIndex(attempt => new { attempt.AlertId, attempt.Number });
    }
}

internal sealed class MailSenderStatusConfiguration : IEntityTypeConfiguration<MailSenderStatus>
{
    public void Configure(EntityTypeBuilder<MailSenderStatus> builder)
    {
        builder.HasKey(status => status.Sender);
        builder.Property(status => status.Sender).HasMaxLength(MailSenderStatus.SenderMaxLength);
        builder.Property(status => status.Reason).HasMaxLength(1000);
    }
}

internal sealed class SiteMailSettingsConfiguration : IEntityTypeConfiguration<SiteMailSettings>
{
    public void Configure(EntityTypeBuilder<SiteMailSettings> builder)
    {
        builder.HasKey(settings => settings.SiteId);
        builder.Property(settings => settings.SiteId).ValueGeneratedNever();
        builder.Property(settings => settings.Version).IsConcurrencyToken();
        builder.Property(settings => settings.Host).HasMaxLength(253);
        builder.Property(settings => settings.UserName).HasMaxLength(320);
        builder.Property(settings => settings.Password).HasMaxLength(4000);
        builder.Property(settings => settings.From).HasMaxLength(EmailAddress.MaxLength);
        builder.HasOne<Site>().WithOne().HasForeignKey<SiteMailSettings>(settings => settings.SiteId);
    }
}

using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.Property(endpoint => endpoint.Url).HasMaxLength(WebhookEndpoint.UrlMaxLength);
        builder.Property(endpoint => endpoint.Description).HasMaxLength(WebhookEndpoint.DescriptionMaxLength);
        builder.Property(endpoint => endpoint.Secret).HasMaxLength(1000);
        builder.Property(endpoint => endpoint.OldSecret).HasMaxLength(1000);
        builder.Property(endpoint => endpoint.DisabledReason).HasMaxLength(WebhookDelivery.ReplyMaxLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(endpoint => endpoint.SiteId);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.Property(delivery => delivery.Body).HasMaxLength(WebhookDelivery.BodyMaxLength);
        builder.Property(delivery => delivery.LastReply).HasMaxLength(WebhookDelivery.ReplyMaxLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(delivery => delivery.SiteId);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => delivery.EndpointId);

        // The promise that an endpoint is told of an event once.
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.EventId }).IsUnique();
        builder.HasIndex(delivery => new { delivery.State, delivery.DueAt });
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.State, delivery.DueAt });
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.CreatedAt, delivery.Id });
        builder.HasIndex(delivery => delivery.FinishedAt).HasFilter("\"FinishedAt\" IS NOT NULL");
    }
}

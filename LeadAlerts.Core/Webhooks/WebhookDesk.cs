using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Webhooks;

/// <summary>What an owner does with a site's webhooks.</summary>
/// <remarks>
/// Every call asks the database whether its actor owns the site, and looks on that site only; what others get is empty or
/// <see cref="WebhookOutcome.Refused"/>. Signal that work is due after <see cref="PingAsync"/> and <see cref="SendAgainAsync"/>. Safe for
/// use by several threads.
/// </remarks>
public sealed class WebhookDesk(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    WebhookSecrets secrets,
    PublicUrl publicUrl,
    IOptions<WebhookOptions> options,
    TimeProvider clock)
{
    private const string NotOwner = "Only an owner of the site can change its webhooks.";
    private const string Gone = "This endpoint was deleted in the meantime.";

    /// <summary>Adds an endpoint with a secret of its own.</summary>
    public async Task<WebhookOutcome> AddAsync(Guid siteId, Guid actorId, WebhookDraft draft, CancellationToken cancellationToken)
    {
        if (Check(draft, out var url) is { } problem)
        {
            return new WebhookOutcome.Refused(problem);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new WebhookOutcome.Refused(NotOwner);
        }

        var most = options.Value.MaxEndpointsPerSite;
        if (await db.WebhookEndpoints.CountAsync(row => row.SiteId == siteId, cancellationToken) >= most)
        {
            return new WebhookOutcome.Refused($"A site has at most {most} endpoints. Delete one first.");
        }

        var (shown, stored) = secrets.Create();
        var endpoint = new WebhookEndpoint(siteId, stored, clock.GetUtcNow());
        endpoint.Describe(url!.AbsoluteUri, MailText.OneLine(draft.Description), draft.Events);
        db.Add(endpoint);
        Note(db, endpoint, actorId, "added");
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new WebhookOutcome.Done(endpoint.Id) { Secret = shown };
    }

    /// <summary>Says where an endpoint is and what it is told; deliveries that wait go to the new address.</summary>
    public Task<WebhookOutcome> SaveAsync(
        Guid siteId, Guid actorId, Guid endpointId, WebhookDraft draft, CancellationToken cancellationToken) =>
        Check(draft, out var url) is { } problem
            ? Task.FromResult<WebhookOutcome>(new WebhookOutcome.Refused(problem))
            : ChangeAsync(
                siteId,
                actorId,
                endpointId,
                "changed",
                (_, endpoint, _) => endpoint.Describe(url!.AbsoluteUri, MailText.OneLine(draft.Description), draft.Events),
                cancellationToken);

    /// <summary>Makes a new secret; the one before it signs too for a day.</summary>
    public async Task<WebhookOutcome> RotateAsync(Guid siteId, Guid actorId, Guid endpointId, CancellationToken cancellationToken)
    {
        var (shown, stored) = secrets.Create();
        var outcome = await ChangeAsync(
            siteId, actorId, endpointId, "new secret", (_, endpoint, now) => endpoint.RotateSecret(stored, now), cancellationToken);
        return outcome is WebhookOutcome.Done done ? done with { Secret = shown } : outcome;
    }

    /// <summary>Switches an endpoint off, or on again; what comes due while it is off is cancelled and can be sent again from the log.</summary>
    public Task<WebhookOutcome> SetDisabledAsync(
        Guid siteId, Guid actorId, Guid endpointId, bool disabled, CancellationToken cancellationToken) =>
        ChangeAsync(
            siteId,
            actorId,
            endpointId,
            disabled ? "switched off" : "switched on",
            (_, endpoint, now) =>
            {
                if (disabled)
                {
                    endpoint.Disable(reason: null, now);
                }
                else
                {
                    endpoint.Enable();
                }
            },
            cancellationToken);

    /// <summary>Deletes an endpoint with its log.</summary>
    public Task<WebhookOutcome> DeleteAsync(Guid siteId, Guid actorId, Guid endpointId, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, actorId, endpointId, "deleted", (db, endpoint, _) => db.Remove(endpoint), cancellationToken);

    /// <summary>Sends a test event, once.</summary>
    public async Task<WebhookOutcome> PingAsync(Guid siteId, Guid actorId, Guid endpointId, CancellationToken cancellationToken)
    {
        WebhookDelivery? ping = null;
        string siteName;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            siteName = await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).FirstOrDefaultAsync(cancellationToken) ?? "";
        }

        var outcome = await ChangeAsync(
            siteId,
            actorId,
            endpointId,
            null,
            (db, endpoint, now) =>
            {
                var body = WebhookPayload.OfPing(siteId, siteName, endpointId, publicUrl.Link($"sites/{siteId}?part=webhooks"), now);
                ping = new WebhookDelivery(endpoint, Guid.CreateVersion7(now), WebhookEvents.Ping, body, now);
                db.Add(ping);
            },
            cancellationToken);
        return outcome is WebhookOutcome.Done done ? done with { DeliveryId = ping!.Id } : outcome;
    }

    /// <summary>Sends a settled delivery again, with the same body and <c>webhook-id</c>.</summary>
    public async Task<WebhookOutcome> SendAgainAsync(Guid siteId, Guid actorId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new WebhookOutcome.Refused(NotOwner);
        }

        var delivery = await db.WebhookDeliveries.FirstOrDefaultAsync(
            row => row.Id == deliveryId && row.SiteId == siteId, cancellationToken);
        if (delivery is null)
        {
            return new WebhookOutcome.Refused("This delivery is no longer kept.");
        }

        if (await db.WebhookEndpoints.AnyAsync(row => row.Id == delivery.EndpointId && row.DisabledAt != null, cancellationToken))
        {
            return new WebhookOutcome.Refused("Switch the endpoint on first.");
        }

        if (delivery.State is not (WebhookState.Due or WebhookState.Sending))
        {
            delivery.SendAgain(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return new WebhookOutcome.Done(delivery.EndpointId) { DeliveryId = delivery.Id };
    }

    private string? Check(WebhookDraft draft, out Uri? url)
    {
        WebhookUrl.TryParse(draft.Url, options.Value.AllowLoopback, out url, out var problem);
        return problem
            ?? (draft.Description.Length > WebhookEndpoint.DescriptionMaxLength
                ? $"A description has at most {WebhookEndpoint.DescriptionMaxLength} characters." : null)
            ?? ((draft.Events & WebhookEvents.All) == 0 ? "Choose at least one event." : null);
    }

    // The host alone: what follows it in the address is a secret of many receivers.
    private void Note(LeadAlertsDbContext db, WebhookEndpoint endpoint, Guid actorId, string what) =>
        db.Note(endpoint.SiteId, actorId, AuditArea.Webhooks, $"Webhook to {new Uri(endpoint.Url).Host} {what}", clock.GetUtcNow());

    private async Task<WebhookOutcome> ChangeAsync(
        Guid siteId,
        Guid actorId,
        Guid endpointId,
        string? what,
        Action<LeadAlertsDbContext, WebhookEndpoint, DateTimeOffset> change,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new WebhookOutcome.Refused(NotOwner);
        }

        var endpoint = await db.WebhookEndpoints.FirstOrDefaultAsync(
            row => row.Id == endpointId && row.SiteId == siteId, cancellationToken);
        if (endpoint is null)
        {
            return new WebhookOutcome.Refused(Gone);
        }

        change(db, endpoint, clock.GetUtcNow());
        if (what is not null)
        {
            Note(db, endpoint, actorId, what);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new WebhookOutcome.Done(endpoint.Id);
    }
}

/// <summary>An endpoint as an owner types it.</summary>
/// <param name="Url">See <see cref="WebhookUrl"/>.</param>
/// <param name="Description">0 to <see cref="WebhookEndpoint.DescriptionMaxLength"/> characters.</param>
/// <param name="Events">At least one.</param>
public sealed record WebhookDraft(string? Url, string Description, WebhookEvents Events);

/// <summary>What became of an owner's command.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome()
    {
    }

    /// <summary>It is done and saved.</summary>
    /// <param name="EndpointId">The endpoint.</param>
    public sealed record Done(Guid EndpointId) : WebhookOutcome
    {
        /// <summary>The new secret, to be shown once; null when none was made.</summary>
        public string? Secret { get; init; }

        /// <summary>The delivery that is on its way; null when none is.</summary>
        public Guid? DeliveryId { get; init; }
    }

    /// <summary>Nothing was changed.</summary>
    /// <param name="Problem">Why, as a sentence for the person.</param>
    public sealed record Refused(string Problem) : WebhookOutcome;
}

using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Makes a site with a row of everything that a site can have, through the desks that people use.</summary>
/// <remarks>Two planted sites have chats, messages and visitors of the same outside ids: nothing but the site keeps them apart.</remarks>
internal sealed class SitePlanter(IServiceProvider services, string word, string twin, string webhookUrl)
{
    public const string ChatId = "chat-1";

    private string Name => $"{word} {twin}";

    private string Domain => $"{word}-{twin}.example";

    private DateTimeOffset Now => services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<PlantedSite> PlantAsync()
    {
        var owner = await AddUserAsync("owner", "Olga");
        var agent = await AddUserAsync("agent", "Agnes");
        var siteId = await Get<SiteFounding>().CreateAsync(
            new SiteProfile(
                $"{Name} Roofing", $"https://{Domain}", $"Roofing contractor {Name}", $"roof repair, leaks, gutters, {Name}", $"Oakland, {Name}", "",
                $"info@{Domain}"),
            new SitePlace("America/Los_Angeles", "US"), owner.Id, Cancel);
        var key = (KeyOutcome.Made)await Get<SiteKeys>().AddAsync(siteId, owner.Id, Name, Cancel);
        var (invitation, token) = Invitation.Create(siteId, $"guest@{Domain}", MemberRole.Member, owner.Id, Now);
        await SaveAsync(new Member(siteId, agent.Id, MemberRole.Member, Now), invitation);
        var site = new PlantedSite(siteId, owner.Id, agent.Id, word, twin)
        {
            OwnerEmail = owner.Email!,
            AgentEmail = agent.Email!,
            SecretKey = key.Secret,
            InvitationToken = token,
            WidgetToken = $"widget-{word}-0123456789",
            PublicKey = await ReadAsync(db => db.Sites.Where(row => row.Id == siteId).Select(row => row.PublicKey).SingleAsync(Cancel)),
        };
        await SetUpAsync(site);
        await ChatAsync(site);
        await WorkLeadsAsync(site);
        await WriteDigestAsync(site);
        await DueJobs.FinishAsync(services);
        await NameRowsAsync(site);
        return site;
    }

    /// <summary>A chat whose review is due at once.</summary>
    public async Task<Guid> SayAsync(Guid siteId, string chat, string text, string? visitor = null, string source = "api")
    {
        var outcome = await Get<ConversationIntake>().ReceiveAsync(
            new IncomingConversation(
                siteId, source, chat, VisitorProfile.Unknown with { VisitorId = visitor, Name = visitor is null ? null : $"{visitor} {Name}" },
                [new IncomingMessage("message-1", MessageRole.Visitor, text)], $"https://{Domain}/{word}?{twin}", $"https://search.example/?q={word}+{twin}", Ended: true),
            Cancel);
        return Assert.IsType<IntakeOutcome.Received>(outcome).ConversationId;
    }

    private async Task SetUpAsync(PlantedSite site)
    {
        var own = new OwnCriterion(Guid.NewGuid(), $"asks for {Name} shingles") { Examples = [$"Do you have {Name} shingles?"] };
        var first = await Get<AlertSettingsStore>().GetAsync(site.Id, Cancel);
        Assert.IsType<SettingsSaveOutcome.Saved>(await Get<AlertSettingsStore>().SaveAsync(
            site.Id, site.OwnerId, first.Version,
            AlertSettingsDraft.Of(first) with
            {
                OwnCriteria = [own],
                Digest = new DigestPlan(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday),
                Escalation = new EscalationPlan(30, 1, EscalationTarget.Next),
            },
            Cancel));
        Assert.IsType<WebhookOutcome.Done>(await Get<WebhookDesk>().AddAsync(
            site.Id, site.OwnerId, new WebhookDraft($"{webhookUrl}&of={word}-{twin}", Name, WebhookEvents.All), Cancel));
        Assert.IsType<RecipientOutcome.Done>(await Get<AlertRecipients>().AddAsync(site.Id, site.OwnerId, $"asked@{Domain}", $"Ash {Name}", Cancel));
        await Get<KnowledgeBook>().AddAsync(site.Id, $"What does a {Name} roof cost?", $"A {Name} roof costs $9,000.", Cancel);
        await Get<KnowledgeGaps>().DismissAsync(site.Id, $"Is {Name} haunted?", Cancel);
        var standIn = new AlertRecipient(site.Id, $"stands-in@{Domain}", $"Stan {Name}", Now);
        standIn.Confirm(Now);
        standIn.Assign(RecipientRole.Fallback, RecipientRoute.Everything, getsDigest: false);
        var server = new SiteMailSettings(site.Id);
        server.Change(
            new SiteMailDraft($"smtp.{Domain}", 587, MailSecurity.StartTls, $"{word}-{twin}", null, $"alerts@{Domain}"),
            Get<SiteMailServers>().Close(site.Id, $"{word}-{twin}"), site.OwnerId, Now);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        await SaveAsync(standIn, server, new WidgetDay(site.Id, today, 7, 3), new LanguageModelUsage(site.Id, today));
        await ChangeAsync(async db =>
        {
            var me = await db.AlertRecipients.SingleAsync(row => row.SiteId == site.Id && row.Address == site.OwnerEmail, Cancel);
            me.Assign(RecipientRole.Always, RecipientRoute.Everything, getsDigest: true);
            var usage = await db.LanguageModelUsages.SingleAsync(row => row.SiteId == site.Id, Cancel);
            db.Entry(usage).Property(row => row.LastFailure).CurrentValue = Name;
        });
    }

    private async Task ChatAsync(PlantedSite site)
    {
        await SayAsync(site.Id, ChatId, Hot($"(415) 555-2671, maria@{Domain}"), "visitor-1");
        await SayAsync(site.Id, "chat-2", Hot(PlantedSite.SharedEmail), "visitor-2");
        await SayAsync(site.Id, "chat-3", Hot($"mia@{Domain}"), "visitor-3");
        await SayAsync(site.Id, "chat-4", Hot($"gone@{Domain}"), "visitor-4");
        await SayAsync(site.Id, "chat-5", $"Thank you, {Name}, goodbye.");
        await SayAsync(site.Id, site.WidgetToken, $"Do you clean gutters near {Name}?", source: "widget");
        await DueJobs.FinishAsync(services);
    }

    private async Task WorkLeadsAsync(PlantedSite site)
    {
        var (maria, pat, mia) = (await LeadAsync(site, ChatId), await LeadAsync(site, "chat-2"), await LeadAsync(site, "chat-3"));
        Assert.Equal(DeskOutcome.Done, await Get<NoteDesk>().AddAsync(site.Id, maria.Id, site.OwnerId, $"@Agnes {Name} please call about {Name}.", Cancel));
        Assert.IsType<ReplyOutcome.Sent>(await Get<ReplyDesk>().SendAsync(site.Id, maria.Id, site.OwnerId, $"Your roof, {Name}", $"Thursday is fine. {Name}", Cancel));
        Assert.Equal(SavedViewOutcome.Done, await Get<SavedViews>().AddAsync(site.Id, site.OwnerId, Name, new InboxFilter(InboxTab.All, Text: word), Cancel));
        Assert.Equal(DeskOutcome.Done, await Get<LeadDesk>().MarkSeenAsync(site.Id, maria.Id, site.OwnerId, Now, Cancel));
        Assert.Equal(DeskOutcome.Done, (await Get<LeadMerging>().MergeAsync(site.Id, pat.Id, pat.Version, mia.Id, site.OwnerId, Cancel)).Outcome);
        var gone = await LeadAsync(site, "chat-4");
        Assert.Single((await Get<LeadDesk>().ChangeAsync(
            site.Id, [new SeenLead(gone.Id, LeadStatus.New)], new LeadCommand.Assign(site.AgentId), site.OwnerId, Cancel)).Changes);
        var alert = await ReadAsync(db => db.Alerts.FirstAsync(row => row.SiteId == site.Id && row.LeadId == gone.Id && row.AcceptedAt != null, Cancel));
        var link = Get<MailActionLinks>().CreateToken(MailActionPurpose.NotALead, alert.Id, alert.RecipientId, gone.Id, Now);
        Assert.IsType<MailActionView.Done>((await Get<MailActions>().ActAsync(link, Cancel)).View);
        await Get<FeedbackQueries>().DismissAsync(site.Id, site.OwnerId, new ThresholdProposal(50, 60, 3, 5, 0), 12, Cancel);
        await SayAsync(site.Id, "chat-6", $"How much is a {Name} roof? I'm Rae, rae@{Domain}.");
        await DueJobs.FinishAsync(services);
        Assert.NotNull(await Get<VisitorErasure>().EraseAsync(site.Id, site.OwnerId, $"rae@{Domain}", Cancel));
        await DueJobs.FinishAsync(services);
    }

    private async Task WriteDigestAsync(PlantedSite site)
    {
        await ChangeAsync(async db => (await db.Sites.SingleAsync(row => row.Id == site.Id, Cancel)).PlanDigest(Now.AddMinutes(-1)));
        await Get<DigestDesk>().WriteAsync(site.Id, Cancel);

        // A notice waits a moment in case it is taken back.
        var now = Now;
        await ChangeAsync(db => db.TeamNotices.Where(notice => notice.SiteId == site.Id && notice.State == TeamNoticeState.Due)
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.DueAt, now), Cancel));
    }

    private async Task NameRowsAsync(PlantedSite site)
    {
        var (id, lead) = (site.Id, await LeadAsync(site, ChatId));
        await using var db = await OpenAsync();
        site.KnowledgeId = await db.KnowledgeEntries.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel);
        var merge = await db.LeadMerges.SingleAsync(row => row.SiteId == id, Cancel);
        site.Rows = new Dictionary<string, Guid>
        {
            ["leadId"] = lead.Id,
            ["survivorId"] = merge.SurvivorId,
            ["mergedId"] = merge.MergedId,
            ["conversationId"] = await db.Conversations.Where(row => row.SiteId == id && row.ExternalId == ChatId).Select(row => row.Id).SingleAsync(Cancel),
            ["noteId"] = await db.LeadNotes.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["viewId"] = await db.SavedViews.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["alertId"] = await db.Alerts.Where(row => row.SiteId == id && row.LeadId == lead.Id && row.RecipientAddress == site.OwnerEmail && row.AcceptedAt != null).Select(row => row.Id).FirstAsync(Cancel),
            ["recipientId"] = await db.AlertRecipients.Where(row => row.SiteId == id && row.Address == site.OwnerEmail).Select(row => row.Id).SingleAsync(Cancel),
            ["invitationId"] = await db.Invitations.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["keyId"] = await db.ApiKeys.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["endpointId"] = await db.WebhookEndpoints.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["deliveryId"] = await db.WebhookDeliveries.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["stepId"] = await db.LeadSteps.Where(row => row.SiteId == id).Select(row => row.Id).FirstAsync(Cancel),
            ["userId"] = site.AgentId,
        };
    }

    private async Task<Lead> LeadAsync(PlantedSite site, string chat) => await ReadAsync(db => (
        from lead in db.Leads
        join conversation in db.Conversations on lead.Id equals conversation.LeadId
        where conversation.SiteId == site.Id && conversation.ExternalId == chat
        select lead).SingleAsync(Cancel));

    private string Hot(string contact) =>
        $"Hi, my roof is leaking over the {Name} window and I need somebody to repair it this week. How much would it be, and can you come on "
        + $"Thursday? Please call me, my name is {Name}, {contact}.";

    private async Task<ApplicationUser> AddUserAsync(string mailbox, string first)
    {
        var email = $"{mailbox}@{Domain}";
        var user = new ApplicationUser
        {
            UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true, DisplayName = $"{first} {Name}", LockoutEnabled = true,
        };
        user.PasswordHash = new PasswordHasher<ApplicationUser>().HashPassword(user, LeadAlertsApp.Password);
        await SaveAsync(user);
        return user;
    }

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();

    private Task<LeadAlertsDbContext> OpenAsync() => Get<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(Cancel);

    private Task SaveAsync(params object[] rows) => ChangeAsync(db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    });

    private async Task ChangeAsync(Func<LeadAlertsDbContext, Task> change)
    {
        await using var db = await OpenAsync();
        await change(db);
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<T> ReadAsync<T>(Func<LeadAlertsDbContext, Task<T>> read)
    {
        await using var db = await OpenAsync();
        return await read(db);
    }
}

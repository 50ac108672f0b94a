using System.Text;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Privacy;

/// <summary>A site where a visitor with words of her own left a trace wherever there can be one.</summary>
internal sealed class PrivacyScene : IAsyncDisposable
{
    public const string Marker = "quxzar";
    public const string Email = "quxzar.velt@example.com";
    public const string Words =
        "Hi, my roof is leaking over the kitchen near the quxzarium and I need somebody to repair it this week. How much would it be? "
        + "Please call me, I'm Quxzarna Velt, (415) 555-2671, quxzar.velt@example.com.";

    private PrivacyScene(WebhookScene webhooks) => Webhooks = webhooks;

    public WebhookScene Webhooks { get; }

    public AlertScene Alerts => Webhooks.Alerts;

    public Guid SiteId => Webhooks.SiteId;

    public Guid OwnerId => Webhooks.OwnerId;

    public Guid ChatId { get; private set; }

    public Guid LeadId { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PrivacyScene> OpenAsync()
    {
        var scene = new PrivacyScene(await WebhookScene.OpenAsync());
        await scene.PlanDigestAsync();
        for (var i = 0; i < 12; i++)
        {
            await scene.Alerts.ChatAsync($"Hello, how much is a new gutter for my house number {i}? I'm Pat Ng, pat{i}@example.com.", visitorId: $"other-{i}");
        }

        scene.ChatId = await scene.Alerts.ChatAsync(Words, visitorId: "v-quxzar");
        await scene.Alerts.WorkAsync();
        scene.LeadId = await scene.Alerts.ReadAsync(db => db.Leads.Where(lead => lead.Contact.Email == Email).Select(lead => lead.Id).SingleAsync(Cancel));
        await scene.LeaveTracesAsync();
        return scene;
    }

    /// <summary>Whether a word stands anywhere in the database's file or in its log.</summary>
    public bool IsInFiles(string word) =>
        Directory.EnumerateFiles(Alerts.Database.DataFolder, "*", SearchOption.AllDirectories)
            .Select(Read)
            .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    public ValueTask DisposeAsync() => Webhooks.DisposeAsync();

    private static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return Encoding.Latin1.GetString(copy.ToArray());
        }
        catch (FileNotFoundException)
        {
            // The log leaves with the last connection, which may be between the listing and the reading.
            return "";
        }
    }

    private async Task LeaveTracesAsync()
    {
        await Alerts.SayAsync(ChatId, "One more thing: the quxzarium window is wet too, and my budget is $4,000.");
        await Alerts.WorkAsync();
        await Webhooks.WorkAsync();
        await Alerts.Database.Get<NoteDesk>().AddAsync(SiteId, LeadId, OwnerId, "Called Quxzarna, she wants Thursday.", Cancel);
        await Alerts.Database.Get<ReplyDesk>().SendAsync(SiteId, LeadId, OwnerId, "Your roof, Quxzarna", "Dear Quxzarna, Thursday is fine.", Cancel);
        await Alerts.Database.Get<SavedViews>().AddAsync(SiteId, OwnerId, "Her", new InboxFilter(InboxTab.All, Text: Email), Cancel);
        await Alerts.Database.Get<LeadDesk>().ChangeAsync(
            SiteId, [new SeenLead(LeadId, LeadStatus.Contacted)], new LeadCommand.SetStatus(LeadStatus.NotALead), OwnerId, Cancel);
        Alerts.Clock.Advance(TimeSpan.FromDays(1));
        await Alerts.Database.Get<DigestDesk>().WriteAsync(SiteId, Cancel);
        await Alerts.WorkAsync();
    }

    private async Task PlanDigestAsync()
    {
        var plan = new DigestPlan(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday);
        var now = Alerts.Clock.GetUtcNow();
        await Alerts.ChangeAsync<AlertRecipient>(Alerts.Recipient.Id, recipient => recipient.Assign(RecipientRole.Always, RecipientRoute.Everything, getsDigest: true));
        await Alerts.ChangeAsync<Site>(SiteId, site => site.PlanDigest(DigestTimes.FindNext(plan, site.TimeZone, now)));
        await using var db = await Alerts.Database.OpenAsync();
        var first = AlertSettings.CreateFirst(SiteId, now);
        db.AddRange(first, first.Next(AlertSettingsDraft.Of(first) with { Digest = plan }, null, now));
        await db.SaveChangesAsync(Cancel);
    }
}

using System.Reflection;
using LeadAlerts.Core;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Calls everything in Core that takes a site as somebody of one site who names rows of another.</summary>
public sealed class DeskIsolationTests
{
    // Who may look at a site is asked before these: pages and endpoints take the site from SiteMembership, which knows the person's own.
    private static readonly HashSet<string> TrustTheirCaller =
    [
        "BacktestQueries.LoadAsync",
        "ChatTrials.GetSiteAsync",
        "AlertRecipients.ListAsync",
        "AlertSettingsStore.GetAsync", "AlertSettingsStore.FindVersionAsync", "AlertSettingsStore.ListVersionsAsync",
        "TestAlerts.SendAsync", "AlertResend.QueueAsync",
        "TodayQueries.ReadAsync",
        "ConversationQueries.ListAsync", "ConversationQueries.FindAsync",
        "DeliveryQueries.FindAsync", "DeliveryQueries.ListAsync", "DeliveryQueries.ListRecipientsAsync",
        "InboxQueries.ListAsync", "InboxQueries.ListAgainAsync", "InboxQueries.ListTeamAsync",
        "LeadExport.WriteAsync",
        "LeadQueries.FindLeadAsync", "LeadQueries.ListAlertsAsync",
        "LeadTimeline.ListAsync",
        "SavedViews.AddAsync",
        "SiteSetupQueries.FindAsync",
        "KnowledgeBook.ListAsync", "KnowledgeBook.AddAsync", "KnowledgeBook.ChangeAsync", "KnowledgeBook.DeleteAsync", "KnowledgeSearch.FindAsync",
        "KnowledgeGaps.ListAsync", "KnowledgeGaps.DismissAsync", "KnowledgeGaps.RestoreAsync",
        "LeadDesk.ChangeAsync", "LeadDesk.UndoAsync", "LeadDesk.MarkSeenAsync",
        "LeadMerging.UndoAsync",
        "NoteDesk.AddAsync",
        "LanguageModelQuota.TryTakeAsync", "LanguageModelQuota.RecordAsync",
    ];

    private static readonly HashSet<string> WithoutSite =
    [
        // Jobs: the row says whose it is, and everything else follows the row. JobIsolationTests run them.
        "LeadReview.RunAsync", "AlertDelivery.SendAsync", "HeldAlerts.ReleaseAsync", "LeadFollowUps.RunAsync", "WebhookSending.SendAsync",

        // Takes the sites of the person instead of one.
        "LeadQueries.FindSiteAsync",

        // Signs what it is given; whoever presses the link is held to the alert's own site by MailActions.
        "MailActionLinks.Create", "MailActionLinks.CreateOneClickStop", "MailActionLinks.CreateToken",

        // The installation's own mails and notices.
        "NoticeMail.SendNoticeAsync", "AnnouncementBoard.DismissAsync",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_of_another_site_are_not_found_at_ones_own_and_stay_as_they_are()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();
        var before = await sites.RowsOfTheirsAsync();
        var problems = new List<string>();
        foreach (var method in Methods(sites.Services))
        {
            var mine = await SiteRows.ReadAsync(sites.Services, sites.Mine.Id);
            await TryAsync(sites, method, sites.Mine.Id, problems);
            problems.AddRange(from change in (await sites.RowsOfTheirsAsync()).Differences(before) select $"{Name(method)} changed theirs: {change}");
            if (method.GetParameters().Any(parameter => DeskArguments.IsForeign(parameter, method)))
            {
                problems.AddRange(
                    from change in (await SiteRows.ReadAsync(sites.Services, sites.Mine.Id)).Differences(mine)
                    select $"{Name(method)} changed mine: {change}");
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public async Task Another_site_is_closed_to_who_has_no_place_there()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();
        var before = await sites.RowsOfTheirsAsync();
        var problems = new List<string>();
        foreach (var method in Methods(sites.Services).Where(method => !TrustTheirCaller.Contains(Name(method))))
        {
            await TryAsync(sites, method, sites.Theirs.Id, problems);
            problems.AddRange(from change in (await sites.RowsOfTheirsAsync()).Differences(before) select $"{Name(method)} changed theirs: {change}");
            before = await sites.RowsOfTheirsAsync();
        }

        Assert.Empty(problems);
    }

    private static async Task TryAsync(TwoSitesInDatabase sites, MethodInfo method, Guid siteId, List<string> problems)
    {
        await using var db = await sites.Database.OpenAsync();
        var recipient = await db.AlertRecipients.AsNoTracking().FirstAsync(row => row.Id == sites.Theirs.RecipientId, Cancel);
        var arguments = new DeskArguments(sites.Mine, siteId, sites.Theirs, recipient);
        var values = method.GetParameters().Select(parameter => arguments.Of(parameter, method)).ToList();
        for (var turn = 0; turn < values.Max(some => some.Count); turn++)
        {
            string said;
            try
            {
                var answer = method.Invoke(sites.Services.GetService(method.DeclaringType!), [.. values.Select(some => some[turn % some.Count])]);
                if (answer is Task task)
                {
                    await task;
                    answer = task.GetType().GetProperty("Result")?.GetValue(task);
                }

                said = Spelled.Out(answer) + System.Text.Encoding.UTF8.GetString(arguments.Written.ToArray());
            }
            catch (InvalidOperationException refusal) when (Name(method) == "CanarySite.SweepAsync")
            {
                // The product's own, and for no other site than its own.
                said = refusal.Message;
            }
            catch (Exception problem)
            {
                said = problem.Message;
                problems.Add($"{Name(method)} threw {problem.GetBaseException().GetType().Name} {problem.GetBaseException().Message}");
            }

            if (sites.Theirs.FindTrace(said, asked: sites.Theirs.Word) is { } trace)
            {
                problems.Add($"{Name(method)} told: {trace}");
            }
        }
    }

    /// <summary>A new desk that takes an id without a site says here whose word it takes for the site.</summary>
    [Fact]
    public async Task What_takes_an_id_takes_the_site_with_it_or_says_why_not()
    {
        await using var database = await TestDatabase.CreateAsync();

        var without =
            from method in Desks(database.Services)
            let parameters = method.GetParameters()
            where parameters.Any(parameter => parameter.ParameterType == typeof(Guid)) && parameters.All(parameter => parameter.Name != "siteId")
                && parameters.Any(parameter => parameter.ParameterType == typeof(Guid) && parameter.Name is not ("userId" or "actorId"))
            select Name(method);

        Assert.Equal("", string.Join('\n', without.Distinct().Except(WithoutSite)));
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static IEnumerable<MethodInfo> Methods(IServiceProvider services) =>
        Desks(services).Where(method => method.GetParameters().Any(parameter => parameter.Name == "siteId"));

    private static IEnumerable<MethodInfo> Desks(IServiceProvider services) =>
        from type in typeof(CoreServices).Assembly.GetTypes()
        where type is { IsPublic: true, IsAbstract: false, IsGenericType: false } && services.GetService(type) is not null
        orderby type.FullName
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        select method;
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LeadAlerts.Core;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Bench;

/// <summary>
/// Opens a database that the product's verb <c>demo</c> filled and measures what the lists and the search need on the server, from the
/// call of the query class to the rows in hand; "cpu" is the processor time of it, on a busy machine the steadier figure. Each call goes to another site; the largest site, if one stands out, has a table of its own.
/// </summary>
internal sealed class Inbox
{
    private readonly int _calls;
    private readonly CancellationToken _stop;
    private readonly InboxQueries _inbox;
    private readonly ConversationQueries _conversations;
    private readonly DeliveryQueries _deliveries;
    private readonly IDbContextFactory<LeadAlertsDbContext> _contexts;

    private readonly QueryPlans? _plans;

    private Inbox(IServiceProvider services, int calls, QueryPlans? plans, CancellationToken stop)
    {
        (_calls, _plans, _stop) = (calls, plans, stop);
        _inbox = services.GetRequiredService<InboxQueries>();
        _conversations = services.GetRequiredService<ConversationQueries>();
        _deliveries = services.GetRequiredService<DeliveryQueries>();
        _contexts = services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>();
    }

    public static async Task<int> RunAsync(string folder, int calls, bool plans, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Path.GetFullPath(folder) });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = Path.GetFullPath(folder) });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        using var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        var told = plans ? new QueryPlans() : null;
        using var listening = told is null ? null : DiagnosticListener.AllListeners.Subscribe(told);
        return await new Inbox(host.Services, calls, told, cancellationToken).MeasureAsync();
    }

    private async Task<int> MeasureAsync()
    {
        var sites = await ReadSitesAsync();
        if (sites.Count == 0)
        {
            Console.Error.WriteLine("There is no lead in this folder; fill it with the product's verb demo.");
            return 1;
        }

        var largest = sites.MaxBy(site => site.Leads)!;
        var standsOut = sites.Count > 1 && largest.Leads > 3 * sites.Where(site => site != largest).Max(site => site.Leads);
        var others = standsOut ? [.. sites.Where(site => site != largest)] : sites;
        await MeasureAsync(Number($"{others.Count} sites, {others.Average(site => site.Leads):N0} leads each, {sites.Sum(site => site.Leads):N0} in all"), others);
        if (standsOut)
        {
            await MeasureAsync(Number($"the site with {largest.Leads:N0} leads"), [largest]);
        }

        return 0;
    }

    private async Task MeasureAsync(string title, List<SiteSample> sites)
    {
        Console.WriteLine(Number($"\n{title}; {_calls} calls each, {Environment.ProcessorCount} cores\n{"",-44}{"p50 ms",10}{"p99 ms",10}{"cpu p50",10}{"cpu p99",10}{"rows",8}"));
        foreach (var tab in Enum.GetValues<InboxTab>())
        {
            await ListAsync($"inbox, {tab}, first page", sites, (_, _) => new InboxFilter(tab), deep: false);
            await ListAsync($"inbox, {tab}, page in the middle", sites, (_, _) => new InboxFilter(tab), deep: true);
        }

        await ListAsync("inbox, rare category", sites, (_, _) => new InboxFilter(Category: ConversationCategory.Other), deep: false);
        await ListAsync("inbox, absent category", sites, (_, _) => new InboxFilter(Category: ConversationCategory.SpamOrAbuse), deep: false);
        await ListAsync("inbox, my leads", sites, (site, _) => new InboxFilter(AssigneeId: site.Owner), deep: false);
        await ListAsync("inbox, nobody's hot leads", sites, (_, _) => new InboxFilter(InboxTab.Hot, AssigneeId: Guid.Empty), deep: false);
        await CountAsync("counts of all tabs", sites, (_, _) => new InboxFilter());
        await CountAsync("counts, one category", sites, (_, _) => new InboxFilter(Category: ConversationCategory.Complaint));
        await CountAsync("counts, who saw nothing", sites, (_, _) => new InboxFilter(), stranger: true);
        foreach (var (name, text) in Searches())
        {
            await ListAsync($"search, {name}", sites, (_, sample) => new InboxFilter(Text: text(sample)), deep: false);
        }

        await ListAsync("search, one of most, hot", sites, (_, _) => new InboxFilter(InboxTab.Hot, Text: "call"), deep: false);
        await ListAsync("search, one of most, snoozed", sites, (_, _) => new InboxFilter(InboxTab.Snoozed, Text: "call"), deep: false);
        await ListAsync("search, one of most, page in the middle", sites, (_, _) => new InboxFilter(Text: "call"), deep: true);
        await CountAsync("search, counts of a name", sites, (_, sample) => new InboxFilter(Text: sample.Name ?? "maria"));
        await CountAsync("search, counts of one of most", sites, (_, _) => new InboxFilter(Text: "call"));
        await RunAsync("chats, first page", sites, async (site, _) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter(), null, ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("chats, page in the middle", sites, async (site, sample) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter(), new ConversationCursor(sample.At, sample.Id), ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("chats, no leads", sites, async (site, _) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter(Verdict: VerdictFilter.NotLeads), null, ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("chats, absent category", sites, async (site, _) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter(Category: ConversationCategory.SpamOrAbuse), null, ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("chats, search of a name", sites, async (site, sample) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter(sample.Name ?? "maria"), null, ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("chats, search of one of most", sites, async (site, _) =>
            (await _conversations.ListAsync(site.Id, new ConversationFilter("call"), null, ConversationQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("deliveries, first page", sites, async (site, _) =>
            (await _deliveries.ListAsync(site.Id, new DeliveryFilter(), null, DeliveryQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("deliveries, page in the middle", sites, async (site, sample) =>
            (await _deliveries.ListAsync(site.Id, new DeliveryFilter(), new DeliveryCursor(sample.At, sample.Id), DeliveryQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("deliveries, trouble", sites, async (site, _) =>
            (await _deliveries.ListAsync(site.Id, new DeliveryFilter(DeliveryGroup.Trouble), null, DeliveryQueries.PageSize, _stop)).Rows.Count);
        await RunAsync("deliveries, waiting", sites, async (site, _) =>
            (await _deliveries.ListAsync(site.Id, new DeliveryFilter(DeliveryGroup.Waiting), null, DeliveryQueries.PageSize, _stop)).Rows.Count);
    }

    private static IEnumerable<(string Name, Func<LeadSample, string> Text)> Searches() =>
    [
        ("a name", sample => sample.Name ?? "maria ortiz"),
        ("a first name's beginning", sample => (sample.Name ?? "maria")[..3]),
        ("an address", sample => sample.Email ?? "maria.ortiz@example.com"),
        ("a part of an address", sample => (sample.Email ?? "ortiz@example").Split('.')[^1]),
        ("a number's end", sample => sample.Phone?[^7..] ?? "5550123"),
        ("four digits", sample => sample.Phone?[^4..] ?? "0123"),
        ("nothing there", _ => "xylophone"),
        ("one of ten", _ => "skylight urgent"),
        ("one of three", _ => "quote"),
        ("one of most", _ => "call"),
        ("two of most", _ => "please call"),
        ("two letters", _ => "pl"),
        ("one letter", _ => "a"),
    ];

    private Task ListAsync(string name, List<SiteSample> sites, Func<SiteSample, LeadSample, InboxFilter> filter, bool deep) =>
        RunAsync(name, sites, async (site, sample) =>
            (await _inbox.ListAsync(site.Id, site.Owner, filter(site, sample), deep ? new InboxCursor(sample.At, sample.Id) : null, _stop)).Rows.Count);

    private Task CountAsync(string name, List<SiteSample> sites, Func<SiteSample, LeadSample, InboxFilter> filter, bool stranger = false) =>
        RunAsync(name, sites, async (site, sample) =>
            (await _inbox.CountAsync(site.Id, stranger ? Guid.NewGuid() : site.Owner, filter(site, sample), _stop)).All);

    private async Task RunAsync(string name, List<SiteSample> sites, Func<SiteSample, LeadSample, Task<int>> call)
    {
        var times = new List<double>(_calls);
        var work = new List<double>(_calls);
        var rows = 0L;
        if (_plans is not null)
        {
            _plans.Topic = name;
            await call(sites[0], sites[0].Samples[5]);
            _plans.Topic = null;
        }

        for (var i = -5; i < _calls; i++)
        {
            var site = sites[((i + 5) * 7) % sites.Count];
            var sample = site.Samples[(i + 5) % site.Samples.Count];
            var start = Stopwatch.GetTimestamp();
            var busy = ThreadTime();
            var count = await call(site, sample);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                work.Add((ThreadTime() - busy).TotalMilliseconds);
                rows += count;
            }
        }

        times.Sort();
        work.Sort();
        Console.WriteLine(Number($"{name,-44}{times[times.Count / 2],10:F1}{times[(int)(times.Count * 0.99)],10:F1}{work[work.Count / 2],10:F1}{work[(int)(work.Count * 0.99)],10:F1}{(double)rows / _calls,8:F1}"));
    }

    private async Task<List<SiteSample>> ReadSitesAsync()
    {
        await using var db = await _contexts.CreateDbContextAsync(_stop);
        var owners = await db.Members.Where(member => member.Role == Core.Members.MemberRole.Owner)
            .Select(member => new { member.SiteId, member.UserId }).ToListAsync(_stop);
        var sites = new List<SiteSample>();
        foreach (var owner in owners.DistinctBy(owner => owner.SiteId))
        {
            var leads = db.Leads.Where(lead => lead.SiteId == owner.SiteId);
            var count = await leads.CountAsync(_stop);
            if (count == 0)
            {
                continue;
            }

            var samples = new List<LeadSample>();
            for (var i = 1; i <= 20; i++)
            {
                samples.Add(await leads.OrderByDescending(lead => lead.LastActivityAt).Skip((int)((long)count * i / 21))
                    .Select(lead => new LeadSample(lead.Id, lead.LastActivityAt, lead.Contact.Name, lead.Contact.Email, lead.Contact.Phone))
                    .FirstAsync(_stop));
            }

            sites.Add(new SiteSample(owner.SiteId, owner.UserId, count, samples));
        }

        return sites;
    }

    // SQLite answers on the thread that asks, so the whole call is in here.
    private static TimeSpan ThreadTime()
    {
        const int ThreadProcessorTime = 3;
        _ = GetTime(ThreadProcessorTime, out var time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000d);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out UnixTime time);

    [StructLayout(LayoutKind.Sequential)]
    private struct UnixTime
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record SiteSample(Guid Id, Guid Owner, int Leads, List<LeadSample> Samples);

    private sealed record LeadSample(Guid Id, DateTimeOffset At, string? Name, string? Email, string? Phone);
}

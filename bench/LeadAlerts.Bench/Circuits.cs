using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Faults;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace LeadAlerts.Bench;

/// <summary>
/// Many inboxes of two sites open at once in Chromium: how long after a lead was raised each shows it, whether any of the other site's does,
/// and how much memory of the server an idle one takes.
/// </summary>
internal static class Circuits
{
    private const string SecondOwner = "second@stage.example";

    private const int Sites = 2;

    // Notes when the list has one row more: nobody reads in it, so new rows need not wait behind a pill.
    private const string Watch = """
        () => {
            window.shownAt = null;
            const rows = () => document.querySelectorAll('.la-lead-rows a.la-lead-row').length;
            const before = rows();
            new MutationObserver(() => {
                if (!window.shownAt && rows() > before) window.shownAt = Date.now();
            }).observe(document.body, { subtree: true, childList: true });
        }
        """;

    public static async Task<int> RunAsync(int count, int leads, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(10, cancellationToken);
        await AddSecondOwnerAsync(stage, cancellationToken);
        await stage.StartAsync(new Dictionary<string, string> { ["Jobs__WarmUp"] = "true" }, cancellationToken);

        // A first lead each, so that no inbox is empty; the number of a lead tells its site.
        await stage.PostLeadAsync(0, cancellationToken);
        await stage.PostLeadAsync(1, cancellationToken);
        await stage.WaitForMailsAsync(Sites, TimeSpan.FromMinutes(1), cancellationToken);
        await using var browser = await TestBrowser.StartAsync();
        IPage[] first =
        [
            await SignInAsync(browser, stage, "owner@stage.example"), await SignInAsync(browser, stage, SecondOwner),
        ];
        CircuitTraffic[] traffic = [new(first[0]), new(first[1])];
        await OpenInboxAsync(first[0]);
        await OpenInboxAsync(first[1]);
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        var before = stage.Product.Memory;
        List<IPage>[] pages = [[first[0]], [first[1]]];
        for (var opened = Sites; opened < count; opened++)
        {
            pages[opened % Sites].Add(await OpenInboxAsync(await first[opened % Sites].Context.NewPageAsync()));
        }

        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        var each = (stage.Product.Memory - before) / (double)(count - Sites);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} inboxes open; the server holds {stage.Product.Memory / 1e6:F0} MB, {before / 1e6:F0} MB with two of them: {each / 1e6:F2} MB each"));
        var wrong = 0;
        for (var lead = 0; lead < leads; lead++)
        {
            wrong += await ShowAsync(stage, pages, traffic[lead % Sites], lead, cancellationToken);
        }

        return wrong == 0 ? 0 : 1;
    }

    private static async Task<int> ShowAsync(Stage stage, List<IPage>[] pages, CircuitTraffic traffic, int lead, CancellationToken cancellationToken)
    {
        var site = lead % Sites;
        foreach (var page in pages.SelectMany(some => some))
        {
            await page.EvaluateAsync(Watch);
        }

        traffic.Tell();
        var (serverBefore, browserBefore) = (stage.Product.ProcessorTime, BrowserTime());
        var from = TimeProvider.System.GetUtcNow();
        await stage.PostLeadAsync(Sites + lead, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        var (server, chromium) = (stage.Product.ProcessorTime - serverBefore, BrowserTime() - browserBefore);
        await using var db = await stage.OpenAsync(cancellationToken);
        var raised = await db.Leads.Where(row => row.CreatedAt >= from).Select(row => row.CreatedAt).SingleAsync(cancellationToken);
        var shown = new List<double>();
        foreach (var page in pages[site])
        {
            if (await page.EvaluateAsync<double?>("() => window.shownAt") is { } at)
            {
                shown.Add(at - raised.ToUnixTimeMilliseconds());
            }
        }

        var strangers = 0;
        foreach (var page in pages[1 - site])
        {
            strangers += await page.EvaluateAsync<double?>("() => window.shownAt") is null ? 0 : 1;
        }

        shown.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lead {lead + 1}: shown in {shown.Count} of {pages[site].Count} inboxes of its site, after {shown.ElementAtOrDefault(shown.Count / 2):F0} ms (median), {shown.LastOrDefault():F0} ms (last); in {strangers} of the other site's"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    processor: server {server.TotalMilliseconds:F0} ms, Chromium {chromium.TotalMilliseconds:F0} ms; one inbox: {traffic.Tell()}"));
        return strangers + pages[site].Count - shown.Count;
    }

    // Of all its processes: each is a descendant of this one.
    private static TimeSpan BrowserTime()
    {
        var ours = new HashSet<int> { Environment.ProcessId };
        var total = TimeSpan.Zero;
        foreach (var process in Process.GetProcesses().OrderBy(process => process.Id))
        {
            using (process)
            {
                try
                {
                    if (ours.Contains(ParentOf(process.Id)) && ours.Add(process.Id) && process.ProcessName.StartsWith("chrom", StringComparison.Ordinal))
                    {
                        total += process.TotalProcessorTime;
                    }
                }
                catch (Exception gone) when (gone is InvalidOperationException or IOException)
                {
                    // It ended meanwhile.
                }
            }
        }

        return total;
    }

    // The fourth field of the line, after a name in brackets.
    private static int ParentOf(int id)
    {
        var line = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static async Task<IPage> SignInAsync(TestBrowser browser, Stage stage, string email)
    {
        var page = await browser.OpenAsync(stage.Product.Address);
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Stage.OwnerPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return await OpenInboxAsync(page);
    }

    private static async Task<IPage> OpenInboxAsync(IPage page)
    {
        await page.GotoAsync("/leads");
        await page.Locator(".la-lead-rows a.la-lead-row").First.WaitForAsync();
        return page;
    }

    private static async Task AddSecondOwnerAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var db = await stage.OpenAsync(cancellationToken);
        var site = await db.Sites.SingleAsync(row => row.Name == "Stage 1", cancellationToken);
        var owner = new ApplicationUser
        {
            UserName = SecondOwner, NormalizedUserName = SecondOwner.ToUpperInvariant(), Email = SecondOwner,
            NormalizedEmail = SecondOwner.ToUpperInvariant(), EmailConfirmed = true, SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        owner.PasswordHash = new PasswordHasher<ApplicationUser>().HashPassword(owner, Stage.OwnerPassword);
        db.AddRange(owner, new Member(site.Id, owner.Id, MemberRole.Owner, TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
    }
}

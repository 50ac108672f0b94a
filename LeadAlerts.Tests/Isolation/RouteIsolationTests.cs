using System.Net;
using System.Text;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Asks every route of the product for another site's things: as an owner, as a member and as nobody in particular.</summary>
public sealed class RouteIsolationTests(TwoSitesInApp sites) : IClassFixture<TwoSitesInApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_has_its_place_in_the_matrix()
    {
        using var stream = typeof(EndpointManifestTests).Assembly.GetManifestResourceStream("EndpointManifest.txt")!;
        using var reader = new StreamReader(stream);
        var routes = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToHashSet();

        var places = RouteMatrix.Tries.Keys.Concat(RouteMatrix.Exempt.Keys).ToList();

        Assert.Equal("", string.Join('\n', routes.Except(places).Select(route => $"+ {route}: say in RouteMatrix how it is asked for another site's things")));
        Assert.Equal("", string.Join('\n', places.Except(routes).Select(route => $"- {route}: there is no such route")));
    }

    [Fact]
    public async Task No_route_tells_anything_of_another_site_or_changes_it()
    {
        var before = await sites.RowsOfTheirsAsync();
        var problems = new List<string>();
        foreach (var (route, tries) in RouteMatrix.Tries)
        {
            foreach (var one in tries(sites.Mine, sites.Theirs))
            {
                foreach (var (who, person) in new[] { ("owner", sites.Owner), ("member", sites.Agent), ("nobody", new BrowserlessVisitor(sites.App)) })
                {
                    problems.AddRange((await AskAsync(one, person, isOwner: who == "owner")).Select(problem => $"{who}: {one.Method} {one.Path}: {problem}"));
                }
            }

            problems.AddRange((await sites.RowsOfTheirsAsync()).Differences(before).Select(change => $"{route} changed {change}"));
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems.Distinct()));
    }

    [Fact]
    public async Task An_invitation_to_another_site_is_for_whom_it_names_only()
    {
        var before = await sites.RowsOfTheirsAsync();

        Assert.False(await sites.App.Services.GetRequiredService<SiteInvitations>().AcceptAsync(sites.Theirs.InvitationToken, sites.Mine.OwnerId, Cancel));
        Assert.Empty((await sites.RowsOfTheirsAsync()).Differences(before));
    }

    [Fact]
    public async Task The_live_feed_of_a_site_is_silent_about_another()
    {
        var feed = sites.App.Services.GetRequiredService<InboxFeed>();
        var (mine, theirs) = (0, 0);
        using var heardOfMine = feed.Subscribe(sites.Mine.Id, () => Task.FromResult(Interlocked.Increment(ref mine)), TimeSpan.FromMilliseconds(1));
        using var heardOfTheirs = feed.Subscribe(sites.Theirs.Id, () => Task.FromResult(Interlocked.Increment(ref theirs)), TimeSpan.FromMilliseconds(1));

        await PostAsync(sites.Theirs);
        await WaitAsync(() => Volatile.Read(ref theirs) > 0);
        await DueJobs.FinishAsync(sites.App.Services);
        Assert.Equal(0, Volatile.Read(ref mine));

        await PostAsync(sites.Mine);
        await WaitAsync(() => Volatile.Read(ref mine) > 0);
    }

    private async Task PostAsync(PlantedSite site)
    {
        using var client = sites.App.Visit();
        client.DefaultRequestHeaders.Add("X-Site-Key", site.SecretKey);
        using var body = new StringContent(
            """{"conversation_id":"live","messages":[{"id":"m1","role":"visitor","text":"My roof leaks, call me: 415 555 0177"}],"ended":true}""", Encoding.UTF8, "application/json");
        (await client.PostAsync("/api/v1/conversations", body, Cancel)).EnsureSuccessStatusCode();
    }

    private static async Task WaitAsync(Func<bool> until)
    {
        for (var i = 0; i < 1000 && !until(); i++)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.True(until());
    }

    private async Task<IReadOnlyList<string>> AskAsync(RouteMatrix.Try one, BrowserlessVisitor person, bool isOwner)
    {
        using var request = new HttpRequestMessage(one.Method, one.Path);
        if (one.Body is not null)
        {
            request.Content = new StringContent(one.Body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in new[] { ("X-Conversation", one.Token), ("X-Site-Key", one.Key) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using var answer = await person.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)) + answer.Headers;
        List<string> problems = [];
        if (sites.Theirs.FindTrace(text, asked: one.Path + one.Body) is { } trace)
        {
            problems.Add($"tells “{trace}”");
        }

        problems.AddRange(
            from id in sites.Theirs.Rows.Values.Append(sites.Theirs.Id)
            where text.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase) && !one.Path.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase)
            select $"names {id}");
        if (one.MustBeClosed && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Redirect))
        {
            problems.Add($"answers {answer.StatusCode}");
        }

        if (isOwner && one.MustBeClosed && answer.StatusCode is HttpStatusCode.Redirect)
        {
            problems.Add($"leads to {answer.Headers.Location}");
        }

        if (isOwner && one.MustShowMine && sites.Mine.FindTrace(text, asked: one.Path) is null)
        {
            problems.Add($"answers {answer.StatusCode} and shows nothing of one's own");
        }

        if ((int)answer.StatusCode >= 500)
        {
            problems.Add($"answers {answer.StatusCode}");
        }

        return problems;
    }
}

using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Holds what a page shows against WCAG 2.2 AA, in light and in dark.</summary>
internal sealed partial class Wcag(IPage page)
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    /// <summary>What does not hold, each with its place.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Opens a page and checks it.</summary>
    /// <param name="path">The page.</param>
    /// <param name="landmark">A heading that stands there once its content has come; null for whatever comes first.</param>
    /// <param name="isLive">True for a page that becomes interactive, which is waited for.</param>
    public async Task OpenAsync(string path, string? landmark = null, bool isLive = false)
    {
        await page.GotoAsync(path);
        if (isLive && await page.Locator(".la-shell").CountAsync() > 0)
        {
            await page.WaitUntilItWorksAsync();
        }

        await Expect(landmark is null ? page.Locator("h1, h2").First : page.Heading(landmark)).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // Waited for instead of looked at once: while a page becomes interactive, Blazor takes its title away for a moment.
        await Expect(page).ToHaveTitleAsync(TitlePattern);
        await CheckAsync(path);
    }

    /// <summary>Checks what is shown.</summary>
    public async Task CheckAsync(string what)
    {
        await CheckAsync(what, ColorScheme.Light, new RunOnlyOptions { Type = "tag", Values = [.. Rules] });

        // Dark changes colours and nothing else.
        await CheckAsync(what, ColorScheme.Dark, new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] });
    }

    /// <summary>Checks what a printer gets of the page that is shown.</summary>
    public async Task CheckPrintedAsync(string what)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await CheckAsync(what);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Null });
    }

    private async Task CheckAsync(string what, ColorScheme scheme, RunOnlyOptions rules)
    {
        // Reduced motion: a colour that is still on its way from the other scheme is no colour of ours.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });

        // What stands in a frame is a mail, which is no page of ours. No script runs there: asked, the frame would never answer.
        var options = new AxeRunOptions { RunOnly = rules, Iframes = false };
        var result = await page.RunAxe(options).WaitAsync(AtMost);
        if (result.Violations.Any(violation => violation.Id == "document-title"))
        {
            // The moment in which Blazor takes the title away can come after it was waited for: only a title that stays away is a problem.
            await Expect(page).ToHaveTitleAsync(TitlePattern);
            result = await page.RunAxe(options).WaitAsync(AtMost);
        }

        Problems.AddRange(
            from violation in result.Violations
            from node in violation.Nodes
            select $"{what} ({scheme}): {violation.Id} at {node.Target}: {violation.Help}");
    }

    [GeneratedRegex(".+")]
    private static partial Regex TitlePattern { get; }
}

using Bunit;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Tests.Hosting;

public sealed class PageErrorBoundaryTests
{
    [Fact]
    public async Task A_page_that_fails_gives_a_number_that_stands_in_the_log_with_the_cause_and_every_failure_its_own()
    {
        using var log = new RecordedLog();
        await using var context = new BunitContext();
        context.Services.AddLogging(logging => logging.AddProvider(log));
        var boundary = context.Render<PageErrorBoundary>(parameters => parameters
            .AddChildContent<FailingPage>()
            .Add(boundary => boundary.ErrorContent, _ => builder => builder.AddContent(0, "Something went wrong")));

        var first = boundary.Instance.Number;
        Assert.Equal("Something went wrong", boundary.Markup);
        Assert.Equal(10, first.Length);
        Assert.Contains("the cause", Assert.Single(log.Lines, line => line.Contains(first, StringComparison.Ordinal)), StringComparison.Ordinal);

        await boundary.InvokeAsync(boundary.Instance.Recover);
        Assert.NotEqual(first, boundary.Instance.Number);
        Assert.Single(log.Lines, line => line.Contains(boundary.Instance.Number, StringComparison.Ordinal));
    }

    private sealed class FailingPage : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => throw new InvalidOperationException("the cause");
    }
}

using Bunit;
using LeadAlerts.Web.Components.Shared;

namespace LeadAlerts.Tests.Analytics;

public sealed class SparklineTests
{
    [Fact]
    public async Task It_is_a_line_for_the_eye_and_numbers_for_the_ear()
    {
        await using var context = new BunitContext();

        var line = context.Render<Sparkline>(parameters => parameters.Add(line => line.Values, [0, 2, 4, 1]).Add(line => line.Name, "Leads a day"));

        Assert.Equal("Leads a day: 0, 2, 4, 1", line.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["2,26 32.7,14 63.3,2", "63.3,2 94,20"], line.FindAll("polyline").Select(part => part.GetAttribute("points")));
    }

    [Fact]
    public async Task Where_nothing_happened_nothing_is_drawn()
    {
        await using var context = new BunitContext();

        Assert.Empty(context.Render<Sparkline>(parameters => parameters.Add(line => line.Values, [0, 0, 0]).Add(line => line.Name, "Leads a day")).Nodes);
    }
}

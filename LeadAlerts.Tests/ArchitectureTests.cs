using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using LeadAlerts.Core;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Members;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace LeadAlerts.Tests;

/// <summary>Guards which room may know which.</summary>
public sealed class ArchitectureTests
{
    private const string Core = "LeadAlerts.Core";

    // From the first step to the last: a room knows itself and what stands before it, never what comes after it.
    private static readonly string[] Rooms =
        ["Outside", "Sites", "Conversations", "Email", "Audit", "Members", "Qualification", "Knowledge", "Summaries", "LanguageModel", "Refinement", "Leads", "Webhooks", "Alerts", "Reviews", "Health", "Inbox", "Onboarding", "Analytics", "Privacy", "Operations", "Evaluation"];

    // A site begins with its first alert settings, one that moves takes what waits along, and so does a person who leaves.
    private static readonly System.Type[] Exempt = [typeof(SiteFounding), typeof(SiteEditing), typeof(SitePeople)];

    private static readonly Architecture House = new ArchLoader()
        .LoadAssemblies(typeof(CoreServices).Assembly, typeof(Program).Assembly)
        .Build();

    public static TheoryData<string, string> EarlierAndLater()
    {
        var pairs = new TheoryData<string, string>();
        for (var earlier = 0; earlier < Rooms.Length; earlier++)
        {
            foreach (var later in Rooms[(earlier + 1)..])
            {
                pairs.Add(Rooms[earlier], later);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(EarlierAndLater))]
    public void A_room_does_not_know_what_comes_after_it(string earlier, string later) =>
        Types().That().ResideInNamespace($"{Core}.{earlier}").And().AreNot(Exempt)
            .Should().NotDependOnAny(Types().That().ResideInNamespace($"{Core}.{later}"))
            .Check(House);

    [Fact]
    public void What_the_product_knows_does_not_know_how_the_world_reaches_it() =>
        Types().That().ResideInNamespaceMatching(@"^LeadAlerts\.Core")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^LeadAlerts\.Web"))
            .Check(House);

    [Fact]
    public void What_judges_and_decides_knows_no_database() =>
        Types().That().Are(typeof(AlertPolicy), typeof(AlertStory), typeof(ReviewTiming))
            .Or().ResideInNamespace($"{Core}.Qualification").Or().ResideInNamespace($"{Core}.Summaries").Or().ResideInNamespace($"{Core}.LanguageModel").Or().ResideInNamespace($"{Core}.Evaluation")
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(@"^(LeadAlerts\.Core\.Storage|Microsoft\.EntityFrameworkCore)"))
            .Check(House);

    [Fact]
    public void Nothing_reads_the_clock_but_by_the_time_provider()
    {
        var readings =
            from type in House.Types
            where type.FullName.StartsWith("LeadAlerts.", StringComparison.Ordinal)
            from call in type.Dependencies.OfType<MethodCallDependency>()
            where call.Target.FullName is "System.DateTime" or "System.DateTimeOffset"
                && call.TargetMember.Name is "get_Now()" or "get_UtcNow()" or "get_Today()"
            select $"{type.FullName}: {call.TargetMember.FullName}";

        Assert.True(!readings.Any(), string.Join('\n', readings));
    }
}

using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Demo;

namespace LeadAlerts.Tests.Qualification;

/// <summary>Builds transcripts for tests: a line that begins with "bot: " is the site's, every other is the visitor's.</summary>
internal static class Chat
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly BusinessProfile Roofer = new()
    {
        Kind = "Roofing contractor in Oakland, CA",
        Services = "roof repair, roof replacement, gutters, skylights, inspections",
        ServiceArea = "Oakland, Berkeley, Alameda, San Leandro",
        OwnPhones = "(510) 555-0199",
        OwnEmails = "hello@brightroof.example, brightroof.example.com",
    };

    public static Transcript Of(params string[] lines) =>
        new(
            Guid.Empty,
            Guid.Empty,
            [.. lines.Select((line, index) => line.StartsWith("bot: ", StringComparison.Ordinal)
                ? new TranscriptLine(index + 1, MessageRole.Bot, line["bot: ".Length..], Now.AddMinutes(index))
                : new TranscriptLine(index + 1, MessageRole.Visitor, line, Now.AddMinutes(index)))],
            VisitorProfile.Unknown);

    public static Transcript Of(DemoConversation demo) =>
        Of([.. demo.Messages.Select(message => message.Role == "bot" ? "bot: " + message.Text : message.Text)]);

    public static Assessment Assess(params string[] lines) => Assess(Of(lines));

    public static Assessment Assess(Transcript transcript, BusinessProfile? business = null, IReadOnlyList<CriterionSetting>? criteria = null, params IReadOnlyList<OwnCriterion> own) =>
        new LeadQualifier().Assess(transcript, new SiteCriteria(criteria ?? CriterionSetting.Defaults, own), business ?? Roofer, "US", Now);
}

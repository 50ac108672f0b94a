using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>What a model is asked about: a conversation, what the embedded assessor made of it and what the owner wants.</summary>
/// <param name="Transcript">The conversation.</param>
/// <param name="Embedded">The embedded assessor's word.</param>
/// <param name="Criteria">What the owner wants to count, and how much.</param>
/// <param name="Business">What the business is and where it works; may be empty.</param>
public sealed partial record ReviewQuestion(
    Transcript Transcript, Assessment Embedded, SiteCriteria Criteria, BusinessProfile Business)
{
    // Where phone numbers are from does not matter here.
    private const string NoRegion = "US";

    // A little below what the embedded assessor calls a command: not asking costs a refinement, asking may cost more.
    private const float CommandsMachine = 0.4f;

    private bool? _mayBeAsked;

    private ConversationActs? _acts;

    /// <summary>What each message does; read here where nobody has read it before.</summary>
    internal ConversationActs Acts
    {
        get => _acts ??= ConversationActs.Read(Transcript, Business, NoRegion);
        init => _acts = value;
    }

    /// <summary>The visitor's language as an ISO 639-1 code.</summary>
    internal string Language => Acts.Language;

    /// <summary>False where a model cannot help or must not be tempted: the visitor wrote no words, or some that give orders to software.</summary>
    public bool MayBeAsked => _mayBeAsked ??= Transcript.VisitorLines.Any(line => line.Text.Any(char.IsLetter))
        && !Transcript.VisitorLines.Any(line => SpeaksToSoftware(line.Text))
        && Acts.Strongest(SpeechAct.Inject).Probability < CommandsMachine;

    /// <summary>The owner's weight of a predefined criterion in %, 0 where it is switched off.</summary>
    internal int WeightOf(Criterion criterion) =>
        Criteria.Settings.FirstOrDefault(setting => setting.Criterion == criterion) is not { } setting ? 100 : setting.Enabled ? setting.Weight : 0;

    /// <summary>The same for any criterion that a model found.</summary>
    internal int WeightOf(FoundCriterion found) =>
        found.Own is not { } own ? WeightOf(found.Criterion) : own.Enabled ? own.Weight : 0;

    /// <summary>True when a text tries to tell software what to answer, rather than a business what is wanted.</summary>
    internal static bool SpeaksToSoftware(string text) => Orders().IsMatch(FoldedText.Fold(text));

    [GeneratedRegex(
        @"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:instructions?|prompts?|rules|guidelines|everything (?:above|before|you|u|ur))\b"
        + @"|\bsystem\s?(?:prompt|message|instruction|override|update)\b|\b(?:end of|close the) transcript\b"
        + @"|</?\s?(?:transcript|system|assistant|criteria|business|instructions?)\b|\[/?inst\]|<\|[a-z_]+\|>|^\s*(?:system|assistant|developer)\s*:"
        + @"|\blead_?\s?probability\b|\b(?:describesneed|asksprice|wantstobook|wantstobuy|asksavailability|askstobecontacted|namestimeline|urgentneed|newenquiry)\b"
        + @"|\b(?:score|rating|verdict|probability|confidence|priority)\b.{0,20}\b(?:100|9[0-9]|1\.0|max(?:imum)?|highest)\b"
        + @"|\b(?:give|set|assign|output|return|answer with)\b.{0,30}\b(?:score|verdict|probability|confidence|json|100 (?:points|percent)|100 ?%)"
        + @"|\b(?:give|rate|score) (?:this|me|it|us|this (?:chat|conversation|visitor|lead))\b.{0,12}\b(?:100|9[0-9]|10 ?/ ?10|top|maximum)\b"
        + @"|\b(?:mark|flag|classify|label|treat|count|categori[sz]e|report|qualify)\b.{0,24}\bas (?:an? )?(?:hot |urgent |qualified |top |good |high[- ]priority )*(?:lead|customer|prospect|new ?enquiry|buyer)\b"
        + @"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model|llm|gpt|dan)\b|\b(?:jailbreak|developer mode|prompt injection)\b",
        RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Orders();
}

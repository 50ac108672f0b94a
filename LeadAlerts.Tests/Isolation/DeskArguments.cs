using System.Reflection;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Webhooks;

namespace LeadAlerts.Tests.Isolation;

/// <summary>What somebody of one site hands to a desk when they try for the rows of another.</summary>
/// <param name="me">Who tries.</param>
/// <param name="siteId">The site that they name.</param>
/// <param name="theirs">The site whose rows they name.</param>
/// <param name="removed">A recipient of that site.</param>
internal sealed class DeskArguments(PlantedSite me, Guid siteId, PlantedSite theirs, AlertRecipient removed)
{
    private static readonly DateTimeOffset Later = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What was written to streams.</summary>
    public MemoryStream Written { get; } = new();

    /// <summary>The values that a parameter is tried with.</summary>
    public IReadOnlyList<object?> Of(ParameterInfo parameter, MethodInfo method)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(Guid) ? [(object)Id(parameter.Name!, method)] : Values(type, parameter.Name!, method);
    }

    /// <summary>True where a parameter names a row or a person of the other site.</summary>
    public static bool IsForeign(ParameterInfo parameter, MethodInfo method) =>
        (parameter.ParameterType == typeof(Guid) && parameter.Name != "siteId" && !IsMe(parameter.Name!, method))
        || new[] { typeof(IReadOnlyList<SeenLead>), typeof(IReadOnlyList<LeadChange>), typeof(MergeDone), typeof(AlertRecipient), typeof(RemovedRecipient) }.Contains(parameter.ParameterType)
        || parameter.Name is "entryId" or "typed" or "typedName" && method.Name is not "AddAsync";

    /// <summary>True where a parameter says who acts.</summary>
    public static bool IsMe(string name, MethodInfo method) =>
        name is "actorId" or "authorId" || (name == "userId" && method.GetParameters().All(other => other.Name != "actorId"));

    private Guid Id(string name, MethodInfo method) =>
        name == "siteId" ? siteId
        : IsMe(name, method) ? me.OwnerId
        : theirs.Rows.TryGetValue(name, out var id) ? id
        : throw new InvalidOperationException($"Let SitePlanter name a row for “{name}” of {method.DeclaringType!.Name}.{method.Name}.");

    private IReadOnlyList<object?> Values(Type type, string name, MethodInfo method) => (type, name) switch
    {
        ({ } t, _) when t == typeof(CancellationToken) => [TestContext.Current.CancellationToken],
        ({ } t, "typedName") when t == typeof(string) => [method.Name == "DeleteAsync" ? theirs.Name : "Some Body"],
        ({ } t, "typed") when t == typeof(string) =>
            [theirs.OwnerEmail.Replace("owner@", "maria@", StringComparison.Ordinal), theirs.LeadId.ToString(), theirs.ConversationId.ToString()],
        ({ } t, "filter" or "text") when t == typeof(string) => [theirs.Word],
        ({ } t, "typedAddress" or "email") when t == typeof(string) => ["somebody@elsewhere.example"],
        ({ } t, _) when t == typeof(string) => ["words"],
        ({ } t, "entryId") when t == typeof(long) => [theirs.KnowledgeId],
        ({ } t, _) when t == typeof(int) => [2],
        ({ } t, _) when t == typeof(bool) => [true],
        ({ } t, _) when t == typeof(DateTimeOffset) => [Later],
        ({ } t, _) when t == typeof(DateOnly) => [DateOnly.FromDateTime(Later.UtcDateTime)],
        ({ } t, _) when t == typeof(InboxFilter) => [new InboxFilter(), new InboxFilter(Text: theirs.Word), new InboxFilter(AssigneeId: theirs.AgentId)],
        ({ } t, _) when t == typeof(InboxCursor) => [null, new InboxCursor(Later, theirs.LeadId)],
        ({ } t, _) when t == typeof(ConversationFilter) => [new ConversationFilter(), new ConversationFilter(theirs.Word)],
        ({ } t, _) when t == typeof(ConversationCursor) => [null, new ConversationCursor(Later, theirs.ConversationId)],
        ({ } t, _) when t == typeof(DeliveryFilter) => [new DeliveryFilter(), new DeliveryFilter(Recipient: theirs.OwnerEmail)],
        ({ } t, _) when t == typeof(DeliveryCursor) => [null, new DeliveryCursor(Later, theirs.AlertId)],
        ({ } t, _) when t == typeof(ActivityCursor) => [null, new ActivityCursor(Later, theirs.Id)],
        ({ } t, _) when t == typeof(IReadOnlyList<Guid>) => [new[] { theirs.LeadId, theirs.MergedId, theirs.ConversationId }],
        ({ } t, _) when t == typeof(IReadOnlyCollection<Guid>) => [null, new[] { theirs.LeadId, theirs.MergedId }],
        ({ } t, _) when t == typeof(Func<Guid, string>) => [(Guid id) => id.ToString()],
        ({ } t, _) when t == typeof(Stream) => [Written],
        ({ } t, _) when t == typeof(IReadOnlyList<SeenLead>) => [new[] { new SeenLead(theirs.LeadId, LeadStatus.Contacted), new SeenLead(theirs.LeadId, LeadStatus.New) }],
        ({ } t, _) when t == typeof(LeadCommand) => [new LeadCommand.SetStatus(LeadStatus.Lost), new LeadCommand.Assign(me.OwnerId), new LeadCommand.Snooze(Later)],
        ({ } t, _) when t == typeof(IReadOnlyList<LeadChange>) =>
            [Enumerable.Range(1, 9).Select(version => new LeadChange(theirs.LeadId, new LeadProgress(LeadStatus.New, null, null), version, theirs.Rows["stepId"])).ToArray()],
        ({ } t, _) when t == typeof(MergeDone) => [.. Enumerable.Range(1, 9).Select(version => new MergeDone(theirs.MergedId, theirs.Rows["survivorId"], version))],
        ({ } t, _) when t == typeof(AlertRecipient) => [removed],
        ({ } t, _) when t == typeof(RemovedRecipient) => [new RemovedRecipient(removed, [new ClaimedLead(theirs.LeadId, new LeadProgress(LeadStatus.New, null, null))])],
        ({ } t, _) when t == typeof(RecipientRoute) => [RecipientRoute.Everything],
        ({ } t, _) when t == typeof(AlertMute) => [new AlertMute(Later, Later, "me")],
        ({ } t, _) when t == typeof(AlertSettingsDraft) => [AlertSettingsDraft.Of(AlertSettings.CreateFirst(siteId, Later)) with { Threshold = 33 }],
        ({ } t, _) when t == typeof(ThresholdProposal) => [new ThresholdProposal(50, 60, 3, 5, 0)],
        ({ } t, _) when t == typeof(AnalyticsRange) => [new AnalyticsRange(new DateOnly(2026, 5, 1), new DateOnly(2026, 12, 31))],
        ({ } t, _) when t == typeof(SiteMailDraft) => [new SiteMailDraft("smtp.elsewhere.example", 587, MailSecurity.StartTls, null, null, "me@elsewhere.example")],
        ({ } t, _) when t == typeof(WebhookDraft) => [new WebhookDraft("https://elsewhere.example/hook", "", WebhookEvents.All)],
        ({ } t, _) when t == typeof(SiteProfile) => [new SiteProfile("Mine now", null, "", "")],
        ({ } t, _) when t == typeof(WidgetLook) => [new WidgetLook { Accent = "#123456", Title = "Mine now" }],
        ({ } t, _) when t == typeof(SitePlace) => [new SitePlace("UTC", "DE")],
        ({ } t, _) when t == typeof(IReadOnlyList<(string, string)>) => [new[] { ("Whose words are these?", "Mine.") }],
        ({ } t, _) when t == typeof(ModelOutcome) => [new ModelOutcome.Failed("words")],
        ({ IsEnum: true }, _) => [Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)],
        ({ IsGenericType: true } t, _) when t.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && t.GenericTypeArguments[0] != typeof(Guid) =>
            [Array.CreateInstance(t.GenericTypeArguments[0], 0)],
        _ => throw new InvalidOperationException($"Say what to hand over as {type.Name} {name}."),
    };
}

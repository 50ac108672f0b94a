namespace LeadAlerts.Tests.Isolation;

/// <summary>What is asked of each route by somebody of another site.</summary>
internal static class RouteMatrix
{
    /// <summary>The requests to a route; null where there is nothing to ask, for a reason in <see cref="Exempt"/>.</summary>
    public static IReadOnlyDictionary<string, Func<PlantedSite, PlantedSite, IReadOnlyList<Try>>> Tries { get; } =
        new Dictionary<string, Func<PlantedSite, PlantedSite, IReadOnlyList<Try>>>
        {
            ["/"] = (_, _) => [Try.Shows("/")],
            ["/account/delete"] = (_, _) => [Try.Open("/account/delete")],
            ["/account/manage"] = (_, _) => [Try.Shows("/account/manage")],
            ["/account/manage/password"] = (_, _) => [Try.Open("/account/manage/password")],
            ["/account/manage/two-factor"] = (_, _) => [Try.Open("/account/manage/two-factor")],
            ["/account/check-inbox"] = (_, theirs) => [Try.Open($"/account/check-inbox?email={theirs.OwnerEmail}")],
            ["/account/forgot-password"] = (_, _) => [Try.Open("/account/forgot-password")],
            ["/account/register"] = (_, _) => [Try.Open("/account/register")],
            ["/account/resend-confirmation"] = (_, _) => [Try.Open("/account/resend-confirmation")],
            ["/account/sign-in"] = (_, theirs) => [Try.Open("/account/sign-in"), Try.Open($"/account/sign-in?returnUrl=/leads/{theirs.LeadId}")],
            ["/account/confirm-email"] = (_, theirs) => [Try.Open($"/account/confirm-email?user={theirs.OwnerId}&code=guess")],
            ["/account/reset-password"] = (_, theirs) => [Try.Open($"/account/reset-password?user={theirs.OwnerId}&code=guess")],
            ["/account/invitation"] = (_, theirs) => [Try.Open($"/account/invitation?token={theirs.Rows["invitationId"]}")],
            ["/admin"] = (_, _) => [Try.Closed("/admin"), Try.Closed("/admin?part=sites"), Try.Closed("/admin?part=users&search=o")],
            ["/alerts"] = (_, _) => [Try.Shows("/alerts")],
            ["/alerts/confirm"] = (_, theirs) => [Try.Open($"/alerts/confirm?token={theirs.RecipientId}")],
            ["/analytics"] = (_, theirs) => [Try.Open("/analytics"), Try.Open("/analytics?days=abc"), Try.Open($"/analytics?site={theirs.Id}")],
            ["/analytics/export.csv"] = (mine, theirs) =>
            [
                Try.Open("/analytics/export.csv"), Try.Open($"/analytics/export.csv?site={mine.Id}"), Try.Open($"/analytics/export.csv?siteId={theirs.Id}"),
                Try.Closed($"/analytics/export.csv?site={theirs.Id}"), Try.Closed($"/analytics/export.csv?site={theirs.Id:N}"), Try.Closed("/analytics/export.csv?site="),
            ],
            ["/chat/{publicKey}"] = (mine, theirs) => [Try.Shows($"/chat/{mine.PublicKey}"), Try.Closed($"/chat/{theirs.Id}")],
            ["/conversations"] = (mine, theirs) =>
                [Try.Shows("/conversations"), Try.Shows($"/conversations?q={mine.Word}"), Try.Open($"/conversations?q={theirs.Word}"), Try.Open($"/conversations?q={PlantedSite.SharedEmail}")],
            ["/conversations/{Id:guid}"] = (mine, theirs) =>
                [Try.Shows($"/conversations/{mine.ConversationId}"), Try.Closed($"/conversations/{theirs.ConversationId}"), Try.Closed($"/conversations/{theirs.ConversationId}?m=1"), Try.Closed($"/conversations/{theirs.LeadId}")],
            ["/deliveries"] = (mine, theirs) =>
                [Try.Shows("/deliveries"), Try.Open($"/deliveries?to={mine.OwnerEmail}"), Try.Open($"/deliveries?to={theirs.OwnerEmail}")],
            ["/dev/mail"] = (_, _) => [Try.Closed("/dev/mail")],
            ["/dev/mail/{Name}"] = (_, theirs) => [Try.Closed($"/dev/mail/{theirs.AlertId}"), Try.Closed($"/dev/mail/{theirs.AlertId:N}.eml")],
            ["/e/{Token}"] = (_, theirs) => [Try.Closed($"/e/{theirs.AlertId:N}")],
            ["/e/{Token}/one-click"] = (_, theirs) => [Try.Closed($"/e/{theirs.AlertId:N}/one-click")],
            ["/e/{token}"] = (_, theirs) => [Try.Head($"/e/{theirs.AlertId:N}"), Try.Post($"/e/{theirs.AlertId:N}")],
            ["/e/{token}/one-click"] = (_, theirs) => [Try.Head($"/e/{theirs.AlertId:N}/one-click"), Try.Post($"/e/{theirs.AlertId:N}/one-click")],
            ["/error"] = (_, _) => [Try.Open("/error")],
            ["/health/live"] = (_, _) => [Try.Open("/health/live")],
            ["/health/ready"] = (_, _) => [Try.Open("/health/ready")],
            ["/knowledge"] = (mine, theirs) => [Try.Shows("/knowledge"), Try.Shows($"/knowledge?q={mine.Word}"), Try.Open($"/knowledge?q={theirs.Word}")],
            ["/leads"] = (mine, theirs) =>
            [
                Try.Shows("/leads?tab=all"), Try.Open("/leads"), Try.Open("/leads?tab=done"), Try.Open("/leads?tab=snoozed"), Try.Open("/leads?tab=unread"), Try.Open("/leads?tab=hot"),
                Try.Shows($"/leads?tab=all&q={mine.Word}"), Try.Open($"/leads?tab=all&q={theirs.Word}"), Try.Open($"/leads?tab=all&q={PlantedSite.SharedEmail}"),
                Try.Open($"/leads?tab=all&assignee={theirs.AgentId}"),
            ],
            ["/leads/export.csv"] = (mine, theirs) =>
            [
                Try.Shows("/leads/export.csv?tab=all"), Try.Shows($"/leads/export.csv?tab=all&ids={mine.LeadId:N}"), Try.Open($"/leads/export.csv?tab=all&ids={theirs.LeadId:N},{theirs.MergedId:N}"),
                Try.Open($"/leads/export.csv?tab=all&q={theirs.Word}"), Try.Open($"/leads/export.csv?tab=all&assignee={theirs.AgentId}"),
                Try.Shows($"/leads/export.csv?site={mine.Id}&tab=all"), Try.Open($"/leads/export.csv?site={mine.Id}&tab=all&ids={theirs.LeadId:N}"),
                Try.Closed($"/leads/export.csv?site={theirs.Id}&tab=all"), Try.Closed($"/leads/export.csv?site={theirs.Id}&tab=all&ids={mine.LeadId:N}"),
                Try.Closed($"/leads/export.csv?site={theirs.PublicKey}&tab=all"),
            ],
            ["/leads/{Id:guid}"] = (mine, theirs) =>
            [
                Try.Shows($"/leads/{mine.LeadId}"), Try.Closed($"/leads/{theirs.LeadId}"), Try.Closed($"/leads/{theirs.LeadId}?tab=all&m=1"), Try.Closed($"/leads/{theirs.MergedId}"),
                Try.Closed($"/leads/{theirs.ConversationId}"),
            ],
            ["/not-found"] = (_, _) => [Try.Open("/not-found")],
            ["/openapi/{documentName}.json"] = (_, _) => [Try.Open("/openapi/v1.json")],
            ["/settings"] = (_, _) => [Try.Shows("/settings")],
            ["/setup"] = (_, _) => [Try.Open("/setup")],
            ["/sites"] = (_, _) => [Try.Shows("/sites")],
            ["/sites/new"] = (_, _) => [Try.Open("/sites/new")],
            ["/sites/{Id:guid}"] = (mine, theirs) =>
            [
                Try.Shows($"/sites/{mine.Id}"), Try.Closed($"/sites/{theirs.Id}"), .. new[] { "business", "look", "people", "key", "webhooks", "mail", "privacy", "activity" }
                    .SelectMany(part => new[] { Try.Shows($"/sites/{mine.Id}?part={part}"), Try.Closed($"/sites/{theirs.Id}?part={part}") }),
                Try.Open($"/sites/{mine.Id}?part=webhooks&endpoint={theirs.Rows["endpointId"]}"), Try.Open($"/sites/{mine.Id}?part=privacy&visitor={theirs.LeadId}"),
                Try.Open($"/sites/{mine.Id}?part=privacy&visitor={theirs.ConversationId}"),
            ],
            ["/sites/{id:guid}/visitor-export"] = (mine, theirs) =>
            [
                Try.Shows($"/sites/{mine.Id}/visitor-export?of={mine.LeadId}"), Try.Closed($"/sites/{mine.Id}/visitor-export?of={theirs.LeadId}"),
                Try.Closed($"/sites/{mine.Id}/visitor-export?of={theirs.ConversationId}"), Try.Closed($"/sites/{theirs.Id}/visitor-export?of={theirs.LeadId}"),
                Try.Closed($"/sites/{theirs.Id}/visitor-export?of={mine.LeadId}"),
            ],
            ["/welcome"] = (_, _) =>
                [Try.Shows("/welcome"), .. new[] { "site", "answers", "snippet", "chat", "alert", "done" }.Select(step => Try.Shows($"/welcome?step={step}"))],
            ["/w-panel.js"] = (_, _) => [Try.Open("/w-panel.js")],
            ["/w.js"] = (mine, _) => [Try.Open($"/w.js?site={mine.PublicKey}")],
            ["/widget/preview"] = (_, theirs) => [Try.Open("/widget/preview"), Try.Open($"/widget/preview?site={theirs.PublicKey}")],
            ["/widget/v1/{publicKey}/config"] = (mine, theirs) => [Try.Shows($"/widget/v1/{mine.PublicKey}/config"), Try.Closed($"/widget/v1/{theirs.Id}/config")],
            ["/widget/v1/{publicKey}/messages"] = (mine, theirs) =>
            [
                Try.Shows($"/widget/v1/{mine.PublicKey}/messages") with { Token = mine.WidgetToken }, Try.Closed($"/widget/v1/{mine.PublicKey}/messages") with { Token = theirs.WidgetToken },
                Try.Post(
                    $"/widget/v1/{mine.PublicKey}/messages",
                    $$"""{"conversation":"{{theirs.WidgetToken}}","id":"message-9","text":"What did I say before?","after":0}"""),
            ],
            ["/widget/v1/{publicKey}/opened"] = (mine, _) => [Try.Post($"/widget/v1/{mine.PublicKey}/opened")],
            ["/widget/v1/{publicKey}/{resource}"] = (mine, _) => [new Try(HttpMethod.Options, $"/widget/v1/{mine.PublicKey}/messages")],
            ["/api/v1/conversations"] = (mine, _) =>
            [
                Try.Post(
                    "/api/v1/conversations",
                    $$"""{"conversation_id":"{{SitePlanter.ChatId}}","visitor":{"id":"visitor-2"},"messages":[{"id":"message-77","role":"visitor","text":"And my other roof?"}]}""")
                    with { Key = mine.SecretKey },
            ],
            ["/{**path:file}"] = (_, theirs) => [Try.Closed($"/attachments/{theirs.LeadId}.eml"), Try.Closed("/lead-alerts.db")],
        };

    /// <summary>Routes at which there is nothing of a site to ask for, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Exempt { get; } = new Dictionary<string, string>
    {
        ["/_blazor"] = "The way of an open page: what a page can ask for is in DeskIsolationTests.",
        ["/_blazor/disconnect/"] = "Ends the caller's own circuit, by a secret id.",
        ["/_blazor/initializers/"] = "A list of scripts.",
        ["/_blazor/negotiate"] = "Draws a fresh id.",
        ["/_framework/opaque-redirect"] = "Leads to an address that the product encrypted.",
        ["/account/recovery-code"] = "A step of a sign-in that was begun with a password.",
        ["/account/two-factor"] = "A step of a sign-in that was begun with a password.",
        ["/account/sign-out"] = "Ends the caller's own session.",
        ["/api/v1/bounces"] = "The mail server's door: signed with the installation's secret, and its answer says nothing.",
        ["/demo"] = "Made-up chats; only where the demo is on.",
    };

    /// <summary>One request.</summary>
    internal sealed record Try(HttpMethod Method, string Path)
    {
        /// <summary>True where the answer must say something of the person's own site: what shows nothing at all proves nothing.</summary>
        public bool MustShowMine { get; init; }

        /// <summary>True where the answer must be that there is no such thing.</summary>
        public bool MustBeClosed { get; init; }

        public string? Body { get; init; }

        public string? Token { get; init; }

        public string? Key { get; init; }

        public static Try Open(string path) => new(HttpMethod.Get, path);

        public static Try Shows(string path) => new(HttpMethod.Get, path) { MustShowMine = true };

        public static Try Closed(string path) => new(HttpMethod.Get, path) { MustBeClosed = true };

        public static Try Head(string path) => new(HttpMethod.Head, path) { MustBeClosed = true };

        public static Try Post(string path, string? body = null) => new(HttpMethod.Post, path) { Body = body };
    }
}

using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Hosting;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Widget;

/// <summary>Through which visitors' browsers talk to a site's bot, and the scripts with which they do.</summary>
internal static class WidgetEndpoints
{
    /// <summary>The source of the conversations that come in here.</summary>
    public const string Source = "widget";

    public static void AddWidget(this IServiceCollection services)
    {
        services.AddOptions<WidgetOptions>().BindConfiguration(WidgetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WidgetLimits>();
        services.AddSingleton<NetworkHashes>();
        services.AddSingleton<WidgetScripts>();
        services.AddSingleton<WidgetConfigs>();
        services.AddSingleton<WidgetConversations>();
        services.AddSingleton<WidgetSightings>();
        services.AddHostedService<WidgetCountWriter>();
    }

    public static void MapWidget(this WebApplication app)
    {
        app.MapGet("/w.js", (HttpContext http, WidgetScripts scripts) => scripts.ServeLoader(http)).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/w-panel.js", (HttpContext http, WidgetScripts scripts, string? v) => scripts.ServePanel(http, v))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/chat/{publicKey}", ShowChat).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/widget/preview", () => new RazorComponentResult<PreviewPage>())
            .WithSecurityHeadersPolicy(SecurityHeaders.OwnFrames).AllowAnonymous().ExcludeFromDescription();

        var widget = app.MapGroup("/widget/v1/{publicKey}").AddEndpointFilter<WidgetGate>().AllowAnonymous().ExcludeFromDescription();
        widget.MapGet("/config", GetConfig);
        widget.MapPost("/messages", ReceiveMessage);
        widget.MapGet("/messages", ListMessages);
        widget.MapPost("/opened", CountOpened);
        widget.MapMethods("/{resource}", [HttpMethods.Options], () => TypedResults.NoContent());
    }

    private static async Task<Ok<WidgetConfig>> GetConfig(
        string? locale,
        HttpContext http,
        WidgetConfigs configs,
        WidgetSightings sightings,
        WidgetCounts counts,
        CancellationToken cancellationToken)
    {
        var site = http.Features.GetRequiredFeature<SiteEntry>();
        locale = WidgetRequest.FindLocale(locale);
        await sightings.NoteAsync(site, http.Request, cancellationToken);
        counts.Load(site.Id);

        // With the time that another server keeps the site in mind, a change is seen within a minute.
        http.Response.Headers.CacheControl = "public, max-age=50";
        return TypedResults.Ok(configs.Make(site.Name, site.Look, locale));
    }

    private static NoContent CountOpened(HttpContext http, WidgetCounts counts)
    {
        counts.Open(http.Features.GetRequiredFeature<SiteEntry>().Id);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ReceiveMessage(
        HttpContext http,
        ConversationIntake intake,
        SiteBot bot,
        WidgetConversations conversations,
        WidgetLimits limits,
        NetworkHashes networks,
        IOptions<WidgetOptions> options,
        DueWork dueWork,
        InboxFeed feed,
        CancellationToken cancellationToken)
    {
        var site = http.Features.GetRequiredFeature<SiteEntry>();
        http.Response.Headers.CacheControl = "no-store";
        var (message, refusal) = await WidgetRequest.ReadAsync(http.Request, options.Value.BodyMaxBytes, cancellationToken);
        if (message is null || (refusal = WidgetRequest.Check(message, options.Value.TextMaxLength)) is not null)
        {
            return refusal!;
        }

        if (!limits.TryReceive(site.Id, message.Conversation!))
        {
            return WidgetGate.TooMany(http);
        }

        var delivery = WidgetRequest.ToDelivery(message, site.Id) with { NetworkHash = networks.Of(site.Id, http.Connection.RemoteIpAddress) };
        switch (await intake.ReceiveAsync(delivery, cancellationToken))
        {
            case IntakeOutcome.Received:
                dueWork.Signal();
                feed.Publish(site.Id);
                break;
            case IntakeOutcome.Conflicting:
                return TypedResults.Problem(statusCode: 409, title: "This message's id was used for another text.");
            case IntakeOutcome.Overloaded:
                return Overloaded(http);
        }

        // A repeat comes by here too: what the first attempt did not get to say is said now, and what it said is not said again.
        if (await bot.AnswerAsync(site, Source, message.Conversation!, message.Id!, cancellationToken) is IntakeOutcome.Overloaded)
        {
            return Overloaded(http);
        }

        return await conversations.FindLinesAsync(site.Id, message.Conversation!, message.After, cancellationToken) is { } lines
            ? TypedResults.Ok(lines)
            : NoSuchConversation();
    }

    private static async Task<IResult> ListMessages(
        HttpContext http, WidgetConversations conversations, CancellationToken cancellationToken, int after = 0)
    {
        var site = http.Features.GetRequiredFeature<SiteEntry>();
        http.Response.Headers.CacheControl = "no-store";

        // The token comes in a header: an address is written to logs.
        var token = http.Request.Headers["X-Conversation"].ToString();
        return WidgetRequest.IsToken(token)
            && await conversations.FindLinesAsync(site.Id, token, after, cancellationToken) is { } lines
                ? TypedResults.Ok(lines)
                : NoSuchConversation();
    }

    private static async Task<IResult> ShowChat(
        string publicKey, SiteDirectory sites, HttpContext http, CancellationToken cancellationToken) =>
        await sites.FindByPublicKeyAsync(publicKey, cancellationToken) is { } site
            ? new RazorComponentResult<ChatPage>(new { Site = site })
            : TypedResults.NotFound();

    private static ProblemHttpResult Overloaded(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Problem(statusCode: 503, title: "The message could not be stored in time.", detail: "Send it again.");
    }

    private static ProblemHttpResult NoSuchConversation() => TypedResults.Problem(statusCode: 404, title: "There is no such conversation.");
}

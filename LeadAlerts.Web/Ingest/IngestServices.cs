namespace LeadAlerts.Web.Ingest;

/// <summary>Registers and maps the door through which servers post conversations, and its description.</summary>
internal static class IngestServices
{
    public static void AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SiteKeyAuthentication>();
        services.AddSingleton<ConversationShape>();
        services.AddSingleton<IngestLimits>();
        services.AddSingleton<IngestEndpoints>();
        services.AddOpenApi(IngestDocument.Describe);
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<IngestEndpoints>();
        routes.MapPost(IngestEndpoints.Path, (Delegate)endpoints.ReceiveAsync)
            .WithName("ReceiveConversations")
            .WithTags("Conversations")
            .WithSummary("Store messages of one conversation, or of an array of them")
            .WithDescription(
                "Answers 202 once everything is stored for good. Sending the same again is safe: a message is known by its id in its "
                + "conversation. An array is answered by an array in the same order, with the status of each: 202 when all are stored, 207 "
                + "when some are. Fields that are not described here are ignored.")

            // "*/*" lets what is not JSON reach our own refusal; the document leaves it out.
            .Accepts<ConversationRequest>("application/json", "*/*")
            .Produces<ConversationAccepted>(StatusCodes.Status202Accepted)
            .Produces<ConversationResult[]>(StatusCodes.Status207MultiStatus)
            .WithMetadata([.. IngestDocument.Problems.Keys.Select(status =>
                new ProducesResponseTypeMetadata(status, typeof(IngestProblem), ["application/problem+json"]))])

            .AllowAnonymous()

            // Straight from routing to the endpoint: sign-in, antiforgery and pages have no business with servers.
            .ShortCircuit();
        routes.MapOpenApi().AllowAnonymous();
    }
}

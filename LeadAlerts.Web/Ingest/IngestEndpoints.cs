using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Web.Jobs;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Ingest;

/// <summary>Where servers post conversations: one, or an array of them.</summary>
public sealed class IngestEndpoints(
    SiteKeyAuthentication authentication,
    IngestLimits limits,
    ConversationShape shape,
    ConversationIntake intake,
    DueWork dueWork,
    TimeProvider clock,
    IOptions<IngestOptions> options)
{
    public const string Path = "/api/v1/conversations";

    private const string ProblemJson = MediaTypeNames.Application.ProblemJson;

    private readonly IngestOptions _options = options.Value;

    /// <summary>Stores what a server posts; answers 202 only after the commit.</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The sender has gone: nobody is there to be answered, and it will send again.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (site, refusal) = await authentication.FindSiteAsync(context);
        if (site is null)
        {
            await AnswerAsync(context, refusal!);
            return;
        }

        // One message is paid for before the body is read, so that a flood costs us little.
        if (!limits.TryTake(site.Id, 1, out var retryAfter))
        {
            await AnswerAsync(context, TooMany(context, retryAfter));
            return;
        }

        var (requests, isArray, problem) = await RequestBody.ReadAsync(context.Request, _options.MaxBodyBytes);
        problem ??= CheckCount(requests!);
        if (problem is not null)
        {
            await AnswerAsync(context, problem);
            return;
        }

        var messages = requests!.Sum(request => request?.Messages?.Count ?? 0);
        if (messages > 1 && !limits.TryTake(site.Id, messages - 1, out retryAfter))
        {
            await AnswerAsync(context, TooMany(context, retryAfter));
            return;
        }

        if (isArray)
        {
            await ReceiveManyAsync(context, site.Id, requests!);
        }
        else
        {
            await ReceiveOneAsync(context, site.Id, requests![0]);
        }
    }

    private async Task ReceiveOneAsync(HttpContext context, Guid siteId, ConversationRequest? request)
    {
        var result = await ReceiveAsync(siteId, request, "", context.RequestAborted);
        if (result.Accepted is { } accepted)
        {
            await AnswerAsync(context, StatusCodes.Status202Accepted, MediaTypeNames.Application.Json, accepted, IngestJson.Default.ConversationAccepted);
        }
        else
        {
            await AnswerAsync(context, result.Problem!);
        }
    }

    private async Task ReceiveManyAsync(HttpContext context, Guid siteId, ConversationRequest?[] requests)
    {
        // All wait together, so they share commits; they are stored in this order.
        var results = await Task.WhenAll(requests.Select((request, index) => ReceiveAsync(
            siteId, request, string.Create(CultureInfo.InvariantCulture, $"[{index}]."), context.RequestAborted)));

        var statuses = results.Select(result => result.Status).Distinct().ToList();
        var status = statuses is [var same] ? same : StatusCodes.Status207MultiStatus;
        if (statuses.Contains(StatusCodes.Status503ServiceUnavailable))
        {
            context.Response.Headers.RetryAfter = "1";
        }

        await AnswerAsync(context, status, MediaTypeNames.Application.Json, results, IngestJson.Default.ConversationResultArray);
    }

    private async Task<ConversationResult> ReceiveAsync(
        Guid siteId, ConversationRequest? request, string path, CancellationToken cancellationToken)
    {
        if (shape.Read(siteId, request, path, out var errors) is not { } delivery)
        {
            return Refuse(new IngestProblem("Some fields are not right.", StatusCodes.Status400BadRequest, Errors: errors));
        }

        switch (await intake.ReceiveAsync(delivery, cancellationToken))
        {
            case IntakeOutcome.Received received:
                // The dispatcher finds by itself what becomes due later.
                if (received.ReviewDueAt <= clock.GetUtcNow())
                {
                    dueWork.Signal();
                }

                return Accept(new ConversationAccepted(received.ConversationId, received.New, delivery.Messages.Count - received.New));
            case IntakeOutcome.Repeated repeated:
                return Accept(new ConversationAccepted(repeated.ConversationId, 0, delivery.Messages.Count));
            case IntakeOutcome.Conflicting conflicting:
                var field = string.Create(CultureInfo.InvariantCulture, $"{path}messages[{conflicting.MessageIndex}].id");
                return Refuse(new IngestProblem(
                    "A message of that id says something else.",
                    StatusCodes.Status409Conflict,
                    "Nothing of this conversation was stored. Give the message an id of its own.",
                    new Dictionary<string, string[]> { [field] = ["This id was used before, with another text or role."] }));
            default:
                return Refuse(new IngestProblem(
                    "The store does not answer in time.",
                    StatusCodes.Status503ServiceUnavailable,
                    "Send the same again in a moment; what is already stored will not be stored twice."));
        }
    }

    private IngestProblem? CheckCount(ConversationRequest?[] requests) =>
        requests.Length == 0
            ? new IngestProblem("There is nothing in the array.", StatusCodes.Status400BadRequest)
            : requests.Length > _options.MaxConversations
                ? new IngestProblem(
                    "There are too many conversations.",
                    StatusCodes.Status400BadRequest,
                    string.Create(CultureInfo.InvariantCulture, $"Send at most {_options.MaxConversations} at once."))
                : null;

    private static ConversationResult Accept(ConversationAccepted accepted) => new(StatusCodes.Status202Accepted, accepted);

    private static ConversationResult Refuse(IngestProblem problem) => new(problem.Status, Problem: problem);

    private static IngestProblem TooMany(HttpContext context, TimeSpan retryAfter)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new IngestProblem(
            "The site sends too many messages.", StatusCodes.Status429TooManyRequests, "Nothing of this request was stored. Send it again later.");
    }

    private static Task AnswerAsync(HttpContext context, IngestProblem problem)
    {
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return AnswerAsync(context, problem.Status, ProblemJson, problem, IngestJson.Default.IngestProblem);
    }

    private static async Task AnswerAsync<T>(HttpContext context, int status, string contentType, T value, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}

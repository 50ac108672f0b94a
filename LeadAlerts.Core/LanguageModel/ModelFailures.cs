using System.ClientModel;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Puts what went wrong at the endpoint into words, and says whether a second try may help. No word of it comes from the endpoint.</summary>
internal static class ModelFailures
{
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(250);

    /// <summary>Sorts a failure.</summary>
    /// <param name="problem">What the client threw.</param>
    /// <param name="now">Against which a Retry-After that names an instant is counted.</param>
    public static ModelOutcome.Failed Of(Exception problem, DateTimeOffset now) => problem switch
    {
        ClientResultException { Status: > 0 } refused => OfStatus(refused, now),
        _ when problem.GetBaseException() is AuthenticationException => new ModelOutcome.Failed("The endpoint's certificate is not trusted."),
        ClientResultException or HttpRequestException or IOException =>
            new ModelOutcome.Failed("The endpoint could not be reached, or broke off.") { TryAgainAfter = Shortly },
        OperationCanceledException => new ModelOutcome.Failed("The endpoint broke off."),
        _ => new ModelOutcome.Failed("The endpoint's reply was not one of an OpenAI-compatible API."),
    };

    private static ModelOutcome.Failed OfStatus(ClientResultException refused, DateTimeOffset now) => refused.Status switch
    {
        >= 300 and < 400 => new ModelOutcome.Failed("The endpoint redirects elsewhere, which is not followed: correct LanguageModel:Endpoint."),
        401 or 403 => new ModelOutcome.Failed($"The endpoint refuses the API key ({refused.Status})."),
        404 => new ModelOutcome.Failed("The endpoint does not know the model, or the address is not an API's (404)."),
        429 => new ModelOutcome.Failed("The endpoint's own limit is reached (429).") { TryAgainAfter = RetryAfter(refused, now) ?? 2 * Shortly },
        >= 500 => new ModelOutcome.Failed($"The endpoint failed ({refused.Status}).") { TryAgainAfter = RetryAfter(refused, now) ?? Shortly },
        400 or 422 => new ModelOutcome.Failed(
            $"The endpoint refuses the request ({refused.Status}). Where it knows no JSON schema, set LanguageModel:AnswerFormat; "
            + "it may also not take LanguageModel:Temperature or MaxOutputTokens."),
        _ => new ModelOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"The endpoint refuses the request ({refused.Status}).")),
    };

    private static TimeSpan? RetryAfter(ClientResultException refused, DateTimeOffset now)
    {
        if (refused.GetRawResponse() is not { } response
            || !response.Headers.TryGetValue("Retry-After", out var text)
            || !RetryConditionHeaderValue.TryParse(text, out var value))
        {
            return null;
        }

        var wait = value.Delta ?? value.Date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

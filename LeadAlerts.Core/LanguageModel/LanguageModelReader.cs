using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.RateLimiting;
using LeadAlerts.Core.Conversations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Lets the configured language model read conversations. Without one it makes no client and opens no connection.</summary>
/// <remarks>Safe for use by several threads. Keeps nothing of what it sends or receives.</remarks>
public sealed class LanguageModelReader : IDisposable
{
    // Leaves room for the embedded assessor's name beside it.
    private const int MakerMaxLength = 32;

    private static readonly ResiliencePropertyKey<Attempt> AttemptKey = new("attempt");

    private readonly LanguageModelOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient? _http;
    private readonly IChatClient? _client;
    private readonly ConcurrencyLimiter _turns;
    private readonly ModelCircuit _circuit;
    private readonly ResiliencePipeline<ModelOutcome> _pipeline;

    /// <summary>Connects as the settings say.</summary>
    public LanguageModelReader(IOptions<LanguageModelOptions> options, TimeProvider clock)
        : this(options.Value, clock, null)
    {
    }

    /// <summary>Connects in another way, such as to recorded answers.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="clock">Measures the budget and the pauses.</param>
    /// <param name="transport">What carries requests; null for the network. Disposed with this.</param>
    public LanguageModelReader(LanguageModelOptions options, TimeProvider clock, HttpMessageHandler? transport)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock;
        _turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.MaxConcurrentReviews, QueueLimit = 0 });
        _circuit = new ModelCircuit(options.BreakAfterFailures, options.BreakDuration, clock);
        _pipeline = BuildPipeline(clock);
        Name = options.IsOn ? options.Model!.Trim() : null;
        if (options.IsOn)
        {
            _http = new HttpClient(transport ?? CreateTransport(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
            _client = CreateClient(options, _http);
        }
    }

    /// <summary>The model's name; null when none is connected.</summary>
    public string? Name { get; }

    /// <summary>The name under which answers are kept: the model's, without the folders of a long one, and the prompt's.</summary>
    private string Maker
    {
        get
        {
            var name = Name!.Length <= MakerMaxLength ? Name : Name[(Name.LastIndexOf('/') + 1)..];
            return $"{MessageText.Cut(name, MakerMaxLength)}/{ReviewPrompt.Version}";
        }
    }

    /// <summary>The host that chats are sent to; null when no model is connected.</summary>
    public string? Host => _client is null ? null : _options.EndpointAddress.Host;

    /// <summary>True when a model is connected.</summary>
    [MemberNotNullWhen(true, nameof(Name), nameof(Host))]
    public bool IsOn => _client is not null;

    /// <summary>How long a review may wait for it.</summary>
    public TimeSpan Budget => _options.Budget;

    /// <summary>How many reviews a day it reads for one site.</summary>
    public int DailyReviewsPerSite => _options.DailyReviewsPerSite;

    /// <summary>Until when it is left alone after failures, UTC; null while it may be asked. This server's own word.</summary>
    public DateTimeOffset? PausedUntil => _circuit.PausedUntil;

    /// <summary>Takes a turn for one question; never waits.</summary>
    /// <returns>Dispose it after the question; null when there is no model, it is left alone, or all turns are taken.</returns>
    public IDisposable? TryTakeTurn()
    {
        if (!IsOn || PausedUntil is not null)
        {
            return null;
        }

        var turn = _turns.AttemptAcquire();
        if (turn.IsAcquired)
        {
            return turn;
        }

        turn.Dispose();
        return null;
    }

    /// <summary>Asks the model, a second time where that may help, and holds its answer against the conversation.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="budget">The longest that may take.</param>
    /// <param name="cancellationToken">Gives up; the only thing that throws.</param>
    /// <exception cref="InvalidOperationException">No model is connected.</exception>
    public async Task<ModelOutcome> AskAsync(ReviewQuestion question, TimeSpan budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (_client is null)
        {
            throw new InvalidOperationException("No language model is connected.");
        }

        var attempt = new Attempt(question, ReviewPrompt.Messages(question, _options.MaxTranscriptLength), budget, _clock.GetTimestamp());
        var outcome = await RunAsync(attempt, cancellationToken);
        if (outcome is ModelOutcome.Answered)
        {
            _circuit.RecordAnswer();
        }
        else if (outcome is ModelOutcome.Failed { IsModelsFault: true })
        {
            _circuit.RecordFailure();
        }

        return outcome with { Tokens = attempt.Tokens };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client?.Dispose();
        _http?.Dispose();
        _turns.Dispose();
    }

    private async Task<ModelOutcome> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(AttemptKey, attempt);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, reader) => await reader.AskOnceAsync(context.Properties.GetValue(AttemptKey, null!), context.CancellationToken), context, this);
        }
        catch (TimeoutRejectedException)
        {
            return new ModelOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"No answer within {_options.Budget.TotalSeconds:0.#} s."));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<ModelOutcome> AskOnceAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client!.GetResponseAsync(attempt.Messages, ReviewPrompt.Options(_options), cancellationToken);
            attempt.Tokens = new ModelTokens(
                attempt.Tokens.Input + (response.Usage?.InputTokenCount ?? 0), attempt.Tokens.Output + (response.Usage?.OutputTokenCount ?? 0));
            return Read(response, attempt.Question);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            // Whatever an endpoint does, a review goes on without it; the reason says what went wrong, and no more.
            return ModelFailures.Of(problem, _clock.GetUtcNow());
        }
    }

    private ModelOutcome Read(ChatResponse response, ReviewQuestion question)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || response.Messages.Any(message => message.Contents.OfType<ErrorContent>().Any()))
        {
            return new ModelOutcome.Failed("The model declined to answer.") { IsModelsFault = false };
        }

        var text = response.Text;
        return AnswerReader.FindAnswer(text) is { } answer ? new ModelOutcome.Answered(AnswerCheck.Check(answer, question, Maker))
            : response.FinishReason == ChatFinishReason.Length ? new ModelOutcome.Failed("The answer was cut off: LanguageModel:MaxOutputTokens is too small for this model.")
            : text.Length == 0 ? new ModelOutcome.Failed("The answer was empty.")
            : new ModelOutcome.Failed("The answer was not the JSON that was asked for.");
    }

    private static ResiliencePipeline<ModelOutcome> BuildPipeline(TimeProvider clock) =>
        new ResiliencePipelineBuilder<ModelOutcome> { TimeProvider = clock }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = arguments => ValueTask.FromResult(arguments.Context.Properties.GetValue(AttemptKey, null!).Budget),
            })
            .AddRetry(new RetryStrategyOptions<ModelOutcome>
            {
                MaxRetryAttempts = 1,
                ShouldHandle = arguments =>
                {
                    // A wait that the budget has no room for would only be lost time.
                    var attempt = arguments.Context.Properties.GetValue(AttemptKey, null!);
                    return ValueTask.FromResult(arguments.Outcome.Result is ModelOutcome.Failed { TryAgainAfter: { } wait }
                        && wait < attempt.Budget - clock.GetElapsedTime(attempt.Began));
                },
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Result as ModelOutcome.Failed)?.TryAgainAfter),
            })
            .Build();

    // A redirect would carry the key and the chat somewhere else.
    private static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static IChatClient CreateClient(LanguageModelOptions options, HttpClient http) =>
        new OpenAI.Chat.ChatClient(
            options.Model!.Trim(),
            new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey.Trim()),
            new OpenAIClientOptions
            {
                Endpoint = options.EndpointAddress,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(0),
                NetworkTimeout = TimeSpan.FromMinutes(1),
            }).AsIChatClient();

    private sealed class Attempt(ReviewQuestion question, IList<ChatMessage> messages, TimeSpan budget, long began)
    {
        public ReviewQuestion Question => question;

        public IList<ChatMessage> Messages => messages;

        public TimeSpan Budget => budget;

        public long Began => began;

        public ModelTokens Tokens { get; set; }
    }
}

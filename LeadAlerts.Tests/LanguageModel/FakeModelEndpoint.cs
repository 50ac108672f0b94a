using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Tests.LanguageModel;

/// <summary>An OpenAI-compatible endpoint on a free loopback port that answers as told, in turn; then as <see cref="Usually"/> says.</summary>
internal sealed class FakeModelEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeModelEndpoint(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<Func<HttpContext, Task>> Answers { get; } = new();

    public Func<HttpContext, Task> Usually { get; set; } = context => Say(context, "{}");

    /// <summary>What was asked: the path, the Authorization header and the body.</summary>
    public ConcurrentQueue<(string Path, string Authorization, JsonObject Body)> Requests { get; } = new();

    public static async Task<FakeModelEndpoint> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new FakeModelEndpoint(app);
        foreach (var answer in answers)
        {
            endpoint.Answers.Enqueue(answer);
        }

        app.Run(endpoint.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        endpoint.Address = new Uri(address + "/v1");
        return endpoint;
    }

    /// <summary>A whole reply with a text as the model's answer.</summary>
    public static Task Say(HttpContext context, string? text, string finish = "stop", string? refusal = null) => Send(context, 200, new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "test",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finish,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1200, ["completion_tokens"] = 150, ["total_tokens"] = 1350 },
    }.ToJsonString());

    public static Task Send(HttpContext context, int status, string body, string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    public static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Never answers; <paramref name="asked"/> is done when the question has come.</summary>
    public static Func<HttpContext, Task> Hang(TaskCompletionSource asked) => async context =>
    {
        asked.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        Requests.Enqueue((context.Request.Path, context.Request.Headers.Authorization.ToString(), JsonObject.Create(body.RootElement.Clone())!));
        await (Answers.TryDequeue(out var answer) ? answer : Usually)(context);
    }
}

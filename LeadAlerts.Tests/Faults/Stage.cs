using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LeadAlerts.Core;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Tests.Faults;

/// <summary>
/// The product as a process of its own over a fresh database with many small sites, an SMTP server in this process, and visitors who turn
/// into leads with one message. Tests and benchmarks share it. Ten leads to a site and recipient: no cap and no bundling stands between a lead and its mail.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string OwnerPassword = "correct horse battery";
    private const int LeadsPerSite = 10;

    private readonly string _folder;
    private readonly IHost _host;
    private readonly List<string> _keys;
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
    private int _leads;

    private Stage(string folder, IHost host, List<string> keys)
    {
        _folder = folder;
        _host = host;
        _keys = keys;
    }

    public ScriptedSmtpServer Smtp { get; } = new();

    public ProductProcess Product { get; private set; } = null!;

    public static async Task<Stage> SetAsync(int leads, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("leadalerts-stage-").FullName;
        var host = BuildCore(folder);
        await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        var keys = await AddSitesAsync(host, (leads / LeadsPerSite) + 1, cancellationToken);
        return new Stage(folder, host, keys);
    }

    /// <summary>Starts the product. Settings may be added to the usual ones.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>
        {
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            ["Email__Host"] = "127.0.0.1",
            ["Email__Port"] = Smtp.Port.ToString(CultureInfo.InvariantCulture),
            ["Email__Security"] = "None",
            ["Ingest__MessagesPerSecond"] = "10000000",
            ["Ingest__MessageBurst"] = "10000000",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        if (Product is not null)
        {
            await Product.DisposeAsync();
        }

        Product = await ProductProcess.StartAsync(_folder, all, cancellationToken);
    }

    /// <summary>Posts the next visitor's message, which makes a lead; returns how long the answer took.</summary>
    public Task<TimeSpan> PostLeadAsync(CancellationToken cancellationToken) => PostLeadAsync(Interlocked.Increment(ref _leads), cancellationToken);

    /// <summary>Posts a certain visitor's message.</summary>
    /// <exception cref="HttpRequestException">No answer came: nothing is known.</exception>
    public async Task<TimeSpan> PostLeadAsync(int number, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Product.Address, "/api/v1/conversations"))
        {
            Content = JsonContent.Create(new
            {
                conversation_id = $"lead-{number}",
                visitor = new { id = $"visitor-{number}" },
                messages = new[]
                {
                    new
                    {
                        id = "m1",
                        role = "visitor",
                        text = $"Our roof leaks over the kitchen, can somebody come this week and give us a quote? Call me: 415-555-{1000 + number:D4}",
                    },
                },
            }),
        };
        request.Headers.Add("X-Site-Key", _keys[number % _keys.Count]);
        var began = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(request, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        return response.StatusCode == HttpStatusCode.Accepted
            ? took
            : throw new InvalidOperationException($"{response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>Waits until the SMTP server has this many mails.</summary>
    public async Task WaitForMailsAsync(int count, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (Smtp.Messages.Count < count)
        {
            if (Stopwatch.GetElapsedTime(began) > atMost)
            {
                throw new TimeoutException($"{Smtp.Messages.Count} of {count} mails came within {atMost}.\n{Product.Output}");
            }

            await Task.Delay(1, cancellationToken);
        }
    }

    /// <summary>A browser that is signed in as an owner.</summary>
    public async Task<HttpClient> SignInAsync(CancellationToken cancellationToken)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Product.Address };
        var page = await browser.GetStringAsync("/account/sign-in", cancellationToken);
        string Hidden(string name)
        {
            var at = page.IndexOf($"name=\"{name}\"", StringComparison.Ordinal);
            var value = page.IndexOf("value=\"", at, StringComparison.Ordinal) + 7;
            return WebUtility.HtmlDecode(page[value..page.IndexOf('"', value)]);
        }

        using var form = new FormUrlEncodedContent(
        [
            new("_handler", Hidden("_handler")), new("__RequestVerificationToken", Hidden("__RequestVerificationToken")),
            new("Input.Email", "owner@stage.example"), new("Input.Password", OwnerPassword),
        ]);
        using var response = await browser.PostAsync("/account/sign-in", form, cancellationToken);
        response.EnsureSuccessStatusCode();
        return browser;
    }

    public Task<LeadAlertsDbContext> OpenAsync(CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (Product is not null)
        {
            await Product.DisposeAsync();
        }

        await Smtp.DisposeAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IHost BuildCore(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        return builder.Build();
    }

    private static async Task<List<string>> AddSitesAsync(IHost host, int count, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken);
        var owner = new ApplicationUser
        {
            UserName = "owner@stage.example", NormalizedUserName = "OWNER@STAGE.EXAMPLE", Email = "owner@stage.example",
            NormalizedEmail = "OWNER@STAGE.EXAMPLE", EmailConfirmed = true, SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        owner.PasswordHash = new PasswordHasher<ApplicationUser>().HashPassword(owner, OwnerPassword);
        db.Add(owner);
        var keys = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var site = new Site($"Stage {number}", "America/Los_Angeles", "US", now);
            keys.Add(site.MakeSecretKey());
            var recipient = new AlertRecipient(site.Id, $"owner{number}@stage.example", "", now);
            recipient.Confirm(now);
            db.AddRange(site, AlertSettings.CreateFirst(site.Id, now), recipient);
            if (number == 0)
            {
                db.Add(new Member(site.Id, owner.Id, MemberRole.Owner, now));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return keys;
    }
}

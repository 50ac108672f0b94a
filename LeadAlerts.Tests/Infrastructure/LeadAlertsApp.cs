using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The whole product in the test process, with a database of its own; only the mail (and, where asked, the clock) is swapped.</summary>
public sealed class LeadAlertsApp : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder _folder = new();
    private readonly TimeProvider? _clock;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public LeadAlertsApp()
        : this(null, null)
    {
    }

    // Not public, so that xunit takes the other one for its fixtures.
    internal LeadAlertsApp(TimeProvider? clock, IReadOnlyDictionary<string, string>? settings = null)
    {
        _clock = clock;
        _settings = settings ?? new Dictionary<string, string>();
    }

    public RecordingMailSender Mail { get; } = new();

    public string DataFolder => _folder.Path;

    /// <summary>A client that keeps cookies and shows redirects as they are.</summary>
    public HttpClient Visit() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public async Task<LeadAlertsDbContext> OpenAsync() =>
        await Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);

    /// <summary>A person with a confirmed address and <see cref="Password"/>.</summary>
    public async Task<ApplicationUser> AddUserAsync(string email, bool admin = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = new ApplicationUser { UserName = email, Email = email, EmailConfirmed = true };
        Succeed(await users.CreateAsync(user, Password));
        if (admin)
        {
            Succeed(await users.AddToRoleAsync(user, Roles.Admin));
        }

        return user;
    }

    /// <summary>A site with its first settings and the secret key that opens it.</summary>
    public async Task<(Site Site, string SecretKey)> AddSiteAsync(string name, Action<Site>? change = null)
    {
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var site = new Site(name, "America/Los_Angeles", "US", now);
        var key = site.MakeSecretKey();
        change?.Invoke(site);
        await using var db = await OpenAsync();
        db.Add(site);
        db.Add(AlertSettings.CreateFirst(site.Id, now));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (site, key);
    }

    public async Task AddMemberAsync(Site site, ApplicationUser user, MemberRole role)
    {
        await using var db = await OpenAsync();
        db.Add(new Member(site.Id, user.Id, role, site.CreatedAt));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task<AlertRecipient> AddRecipientAsync(Site site, string address)
    {
        var recipient = new AlertRecipient(site.Id, address, "", site.CreatedAt);
        recipient.Confirm(site.CreatedAt);
        await using var db = await OpenAsync();
        db.Add(recipient);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return recipient;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseStaticWebAssets();
        builder.UseSetting("Database:DataFolder", _folder.Path);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Health:CanaryEvery", "00:00:00");
        builder.UseSetting("Jobs:WarmUp", "false");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IMailSender>(Mail));
            if (_clock is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(_clock));
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}

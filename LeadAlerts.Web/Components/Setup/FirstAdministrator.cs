using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Components.Setup;

/// <summary>Gets the first administrator in: from the settings, or through a link that only the console shows.</summary>
/// <remarks>The link is a new one at every start and works while there is no administrator.</remarks>
internal sealed class FirstAdministrator(
    IServiceScopeFactory scopes, IOptions<AdminOptions> options, PublicUrl publicUrl, DemoSite demo) : IHostedLifecycleService, IDisposable
{
    private readonly string _token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Where the first administrator is set up; null once there is one.</summary>
    public Uri? Link { get; private set; }

    /// <summary>True when the token is this start's and there is no administrator yet.</summary>
    public async Task<bool> IsOpenAsync(string? token)
    {
        // Both sides are hashed so that their lengths tell nothing either.
        var right = CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(_token)));
        await using var scope = scopes.CreateAsyncScope();
        return !await ExistsAsync(scope) && right;
    }

    /// <summary>Creates the administrator, unless somebody was quicker.</summary>
    /// <returns>The administrator's id; null when there is one already.</returns>
    public async Task<Guid?> CreateAsync(string email, string name, string password, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await ExistsAsync(scope))
            {
                return null;
            }

            var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
            var user = await users.FindByEmailAsync(email);
            if (user is null)
            {
                user = new ApplicationUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name };
                Registration.Succeed(await users.CreateAsync(user, password));
            }
            else
            {
                // Somebody registered before the installation was set up. Whoever runs it decides who this is.
                user.EmailConfirmed = true;
                await scope.ServiceProvider.GetRequiredService<Registration>().TakeOverAsync(user, name, password);
            }

            Registration.Succeed(await users.AddToRoleAsync(user, Roles.Admin));
            await demo.WelcomeAsync(user.Id, cancellationToken);
            Link = null;
            return user.Id;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
            if (!await roles.RoleExistsAsync(Roles.Admin))
            {
                Registration.Succeed(await roles.CreateAsync(new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7() }));
            }
        }

        if (options.Value is { Email: { Length: > 0 } email, Password: { Length: > 0 } password })
        {
            await CreateAsync(EmailAttribute.Normalize(email), name: "", password, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Prints where the product listens, now that it does. The console, not the log: logs are kept and sent away.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"Lead Alerts is ready: {publicUrl.Base.ToString().TrimEnd('/')}");
        await using var scope = scopes.CreateAsyncScope();
        if (!await ExistsAsync(scope))
        {
            Link = publicUrl.Link($"setup?token={_token}");
            Console.WriteLine($"Set up Lead Alerts: {Link}");
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _oneAtATime.Dispose();

    private static async Task<bool> ExistsAsync(AsyncServiceScope scope) =>
        (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().GetUsersInRoleAsync(Roles.Admin)).Count > 0;
}

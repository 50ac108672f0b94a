using System.Security.Claims;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Components.Account;

internal static class AccountServices
{
    /// <summary>How long a disabled or changed account may go on with an old cookie or an open tab.</summary>
    public static readonly TimeSpan RevalidationInterval = TimeSpan.FromMinutes(1);

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, IdentityRevalidatingAuthenticationStateProvider>();
        services.AddScoped<CurrentSite>();
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AccountThrottle>();
        services.AddSingleton<KnownDevice>();
        services.AddSingleton<SignUpBrowser>();
        services.AddScoped<AccountMail>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<Registration>();
        services.AddHttpContextAccessor();
        services.AddAuthorization();
        services.AddIdentity<ApplicationUser, IdentityRole<Guid>>(ConfigureIdentity)
            .AddEntityFrameworkStores<LeadAlertsDbContext>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, HardenCookie);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorRememberMeScheme, HardenCookie);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = RevalidationInterval);

        // The links in our mails say that they are good for a day.
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromDays(1));

        // A second server, and this one after a restart, must accept the same cookies.
        services.AddDataProtection().SetApplicationName("LeadAlerts").PersistKeysToDbContext<LeadAlertsDbContext>();
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedEmail = true;
        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);

        // Length is what counts; rules about kinds of characters make people choose worse ones.
        options.Password.RequiredLength = AccountLimits.PasswordMinLength;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 4;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        HardenCookie(options);
        options.Cookie.Name = "leadalerts";
        options.LoginPath = AccountUrls.SignIn;
        options.ReturnUrlParameter = AccountUrls.ReturnUrlParameter;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = RedirectToSignIn;
        options.Events.OnSignedIn = NoteSignInAsync;

        // What a person may not see does not exist for them.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static Task NoteSignInAsync(CookieSignedInContext context) =>
        Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
            ? context.HttpContext.RequestServices.GetRequiredService<PersonSettings>().NoteSignInAsync(userId, context.HttpContext.RequestAborted)
            : Task.CompletedTask;

    private static void HardenCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static Task RedirectToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/admin") || path.StartsWithSegments("/hangfire"))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (path.StartsWithSegments("/api"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}

using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Components.Account;

/// <summary>What came of an e-mail address and a password.</summary>
internal enum SignInOutcome
{
    /// <summary>Unknown address, wrong password, resting or disabled account: the person is not told which.</summary>
    Refused,

    /// <summary>The person is signed in.</summary>
    SignedIn,

    /// <summary>The password is right; a code is wanted.</summary>
    NeedsCode,

    /// <summary>The password is right; the address has not been confirmed.</summary>
    NotConfirmed,

    /// <summary>Too many tries from this network or for this account.</summary>
    TooMany,
}

/// <summary>Signs people in with a password, and tells a stranger nothing about which accounts exist.</summary>
internal sealed class PasswordSignIn(
    UserManager<ApplicationUser> users,
    SignInManager<ApplicationUser> signIn,
    IPasswordHasher<ApplicationUser> hasher,
    AccountThrottle throttle,
    KnownDevice devices)
{
    private static string? _nobodysHash;

    /// <summary>Tries once.</summary>
    public async Task<SignInOutcome> TryAsync(HttpContext context, string email, string password, bool remember)
    {
        if (!throttle.AllowsNetwork(context))
        {
            return SignInOutcome.TooMany;
        }

        var user = await users.FindByEmailAsync(email);
        var device = user is null ? null : devices.Find(context, user.Id);
        if (!throttle.AllowsAccount(device ?? email))
        {
            return SignInOutcome.TooMany;
        }

        if (user is null)
        {
            HashForNobody(password);
            return SignInOutcome.Refused;
        }

        if (device is not null)
        {
            return await TryOnKnownDeviceAsync(context, user, password, remember);
        }

        var result = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            HashForNobody(password);
        }

        return result.IsNotAllowed ? await AskForConfirmationAsync(user, password) : Finish(context, user, result);
    }

    /// <summary>Spends the time that checking a password takes, so that the answer for an unknown address takes as long.</summary>
    public void HashForNobody(string password)
    {
        var nobody = new ApplicationUser();
        hasher.VerifyHashedPassword(nobody, _nobodysHash ??= hasher.HashPassword(nobody, "nobody's password"), password);
    }

    /// <summary>Here strangers' tries do not count: the account's rest is for them. Whoever an administrator disabled stays out.</summary>
    private async Task<SignInOutcome> TryOnKnownDeviceAsync(HttpContext context, ApplicationUser user, string password, bool remember)
    {
        if (user.IsDisabled || !await users.CheckPasswordAsync(user, password))
        {
            return SignInOutcome.Refused;
        }

        if (await users.IsLockedOutAsync(user))
        {
            await users.SetLockoutEndDateAsync(user, null);
        }

        return Finish(context, user, await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true));
    }

    // Only whoever knows the password learns that the account waits for its confirmation.
    private async Task<SignInOutcome> AskForConfirmationAsync(ApplicationUser user, string password)
    {
        if (await users.CheckPasswordAsync(user, password))
        {
            return SignInOutcome.NotConfirmed;
        }

        await users.AccessFailedAsync(user);
        return SignInOutcome.Refused;
    }

    private SignInOutcome Finish(HttpContext context, ApplicationUser user, SignInResult result)
    {
        if (result.RequiresTwoFactor)
        {
            return SignInOutcome.NeedsCode;
        }

        if (!result.Succeeded)
        {
            return SignInOutcome.Refused;
        }

        devices.Remember(context, user.Id);
        return SignInOutcome.SignedIn;
    }
}

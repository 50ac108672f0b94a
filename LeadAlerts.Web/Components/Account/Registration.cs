using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Components.Account;

/// <summary>What came of asking for a mail.</summary>
internal enum MailRequest
{
    Sent,
    NotSent,
    TooMany,
}

/// <summary>What came of the link in a confirmation mail.</summary>
internal enum SignUpOutcome
{
    /// <summary>The link is no longer good.</summary>
    Refused,

    /// <summary>The address is confirmed; its owner can sign in.</summary>
    Confirmed,

    /// <summary>The address is confirmed, and the person who signed up in this browser is signed in.</summary>
    SignedIn,
}

/// <summary>
/// Opens accounts and sends the mails that people ask for. Every address gets a mail and the same answer, whether an account uses it or
/// not: only its owner learns that.
/// </summary>
internal sealed class Registration(
    UserManager<ApplicationUser> users,
    SignInManager<ApplicationUser> signIn,
    PasswordSignIn passwords,
    SignUpBrowser signUps,
    KnownDevice devices,
    AccountMail mail,
    AccountThrottle throttle)
{
    /// <summary>Opens an account, or tells the owner of the address that there is one.</summary>
    /// <returns>What came of the mail, and what is wrong with the password (the only thing that can be).</returns>
    public async Task<(MailRequest Mail, IReadOnlyList<string> Errors)> RegisterAsync(
        HttpContext context, string email, string name, string password)
    {
        if (!Allows(context, email))
        {
            return (MailRequest.TooMany, []);
        }

        var errors = await CheckPasswordAsync(password);
        if (errors.Count > 0)
        {
            return (MailRequest.NotSent, errors);
        }

        var user = await users.FindByEmailAsync(email);
        if (user is { EmailConfirmed: true })
        {
            passwords.HashForNobody(password);
            signUps.Remember(context, null);
            return (Told(await mail.SendAlreadyRegisteredAsync(email, context.RequestAborted)), []);
        }

        if (user is null)
        {
            user = new ApplicationUser { UserName = email, Email = email, DisplayName = name };
            Succeed(await users.CreateAsync(user, password));
        }
        else
        {
            await TakeOverAsync(user, name, password);
        }

        signUps.Remember(context, user);
        return (Told(await mail.SendConfirmationAsync(user, context.RequestAborted)), []);
    }

    /// <summary>
    /// Confirms an address, at a person's press: programs that scan mails open links, but press nothing. Whoever opened the account in this
    /// browser typed its password there and is signed in; anybody else signs in with it.
    /// </summary>
    public async Task<SignUpOutcome> ConfirmAsync(HttpContext context, string userId, string token)
    {
        if (await users.FindByIdAsync(userId) is not { } user)
        {
            return SignUpOutcome.Refused;
        }

        var isFirst = !user.EmailConfirmed;
        if (!(await users.ConfirmEmailAsync(user, token)).Succeeded)
        {
            return SignUpOutcome.Refused;
        }

        if (!isFirst || !signUps.Take(context, user) || user.IsDisabled || user.TwoFactorEnabled || !await signIn.CanSignInAsync(user))
        {
            return SignUpOutcome.Confirmed;
        }

        await signIn.SignInAsync(user, isPersistent: false);
        devices.Remember(context, user.Id);
        return SignUpOutcome.SignedIn;
    }

    /// <summary>Sends another confirmation link.</summary>
    public async Task<MailRequest> ResendConfirmationAsync(HttpContext context, string email)
    {
        if (!Allows(context, email))
        {
            return MailRequest.TooMany;
        }

        return Told(await users.FindByEmailAsync(email) switch
        {
            null => await mail.SendNoAccountAsync(email, context.RequestAborted),
            { EmailConfirmed: true } => await mail.SendAlreadyRegisteredAsync(email, context.RequestAborted),
            var user => await mail.SendConfirmationAsync(user, context.RequestAborted),
        });
    }

    /// <summary>Sends a link that lets its reader choose a new password.</summary>
    public async Task<MailRequest> SendPasswordResetAsync(HttpContext context, string email)
    {
        if (!Allows(context, email))
        {
            return MailRequest.TooMany;
        }

        return Told(await users.FindByEmailAsync(email) is { } user
            ? await mail.SendPasswordResetAsync(user, context.RequestAborted)
            : await mail.SendNoAccountAsync(email, context.RequestAborted));
    }

    /// <summary>
    /// Gives an account that nobody has confirmed to whoever comes now: the one before may have been a stranger who knew the address. Old
    /// links and passwords no longer work.
    /// </summary>
    public async Task TakeOverAsync(ApplicationUser user, string name, string password)
    {
        user.DisplayName = name;
        if (user.PasswordHash is not null)
        {
            Succeed(await users.RemovePasswordAsync(user));
        }

        Succeed(await users.AddPasswordAsync(user, password));
        Succeed(await users.UpdateSecurityStampAsync(user));
    }

    /// <summary>What is wrong with a password, in words; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> CheckPasswordAsync(string password)
    {
        var errors = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, new ApplicationUser(), password);
            errors.AddRange(result.Errors.Select(error => error.Description));
        }

        return errors;
    }

    internal static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"Identity refused: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
        }
    }

    private bool Allows(HttpContext context, string email) =>
        throttle.AllowsNetwork(context) && throttle.AllowsMail(email);

    private static MailRequest Told(bool sent) => sent ? MailRequest.Sent : MailRequest.NotSent;
}

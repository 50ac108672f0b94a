using System.Text;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadAlerts.Web.Components.Account;

/// <summary>The mails of the account pages. Each answers whether a mail server took it.</summary>
internal sealed class AccountMail(UserManager<ApplicationUser> users, NoticeMail mail, PublicUrl publicUrl)
{
    public async Task<bool> SendConfirmationAsync(ApplicationUser user, CancellationToken cancellationToken)
    {
        var code = Pack(await users.GenerateEmailConfirmationTokenAsync(user));
        return await SendAsync(
            user.Email!,
            "Confirm your e-mail address",
            "Confirm your e-mail address",
            "Somebody, probably you, opened an account at Lead Alerts with this address.\n\nThe link is good for one day. If it was not you, leave this mail alone: without the confirmation the account cannot be used.",
            "Confirm this address",
            $"{AccountUrls.ConfirmEmail}?user={user.Id}&code={code}",
            cancellationToken);
    }

    public async Task<bool> SendPasswordResetAsync(ApplicationUser user, CancellationToken cancellationToken)
    {
        var code = Pack(await users.GeneratePasswordResetTokenAsync(user));
        return await SendAsync(
            user.Email!,
            "Choose a new password",
            "Choose a new password",
            "Somebody, probably you, asked for a new password at Lead Alerts.\n\nThe link is good for one day and works once. If it was not you, leave this mail alone: your password stays as it is.",
            "Choose a new password",
            $"{AccountUrls.ResetPassword}?user={user.Id}&code={code}",
            cancellationToken);
    }

    public Task<bool> SendAlreadyRegisteredAsync(string email, CancellationToken cancellationToken) => SendAsync(
        email,
        "You already have an account",
        "You already have an account",
        "Somebody, probably you, tried to open an account at Lead Alerts with this address, but there is one already. Nothing has changed.\n\nIf you forgot your password, choose a new one.",
        "Choose a new password",
        AccountUrls.ForgotPassword,
        cancellationToken);

    public Task<bool> SendNoAccountAsync(string email, CancellationToken cancellationToken) => SendAsync(
        email,
        "There is no account with this address",
        "There is no account with this address",
        "Somebody, probably you, asked for a mail from Lead Alerts at this address, but no account uses it.\n\nYou may have registered with another address. If it was not you, leave this mail alone.",
        "Open an account",
        AccountUrls.Register,
        cancellationToken);

    public static string Pack(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    /// <summary>Reads a token out of a link; null when somebody mangled it.</summary>
    public static string? Unpack(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<bool> SendAsync(
        string to, string subject, string heading, string text, string button, string path, CancellationToken cancellationToken) =>
        await mail.SendNoticeAsync(to, subject, heading, text, button, publicUrl.Link(path), cancellationToken) is MailOutcome.Accepted;
}

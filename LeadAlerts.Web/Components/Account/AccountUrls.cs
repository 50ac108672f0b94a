namespace LeadAlerts.Web.Components.Account;

/// <summary>The addresses of the account pages.</summary>
internal static class AccountUrls
{
    public const string ReturnUrlParameter = "return-url";

    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Register = "/account/register";
    public const string CheckInbox = "/account/check-inbox";
    public const string ConfirmEmail = "/account/confirm-email";
    public const string ResendConfirmation = "/account/resend-confirmation";
    public const string ForgotPassword = "/account/forgot-password";
    public const string ResetPassword = "/account/reset-password";
    public const string TwoFactor = "/account/two-factor";
    public const string RecoveryCode = "/account/recovery-code";
    public const string Invitation = "/account/invitation";
    public const string Manage = "/account/manage";
    public const string ManagePassword = "/account/manage/password";
    public const string ManageTwoFactor = "/account/manage/two-factor";
    public const string Delete = "/account/delete";
    public const string Settings = "/settings";

    /// <summary>The address when it leads to a page of ours, else the start page.</summary>
    public static string Local(string? returnUrl) => IsLocal(returnUrl) ? returnUrl! : "/";

    /// <summary>True for <c>/path</c> only: not for <c>//host</c>, <c>/\host</c>, or one with control characters, which browsers drop.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    /// <summary>Keeps the return address on the way to another account page.</summary>
    public static string With(string page, string? returnUrl) =>
        IsLocal(returnUrl) && returnUrl != "/" ? $"{page}?{ReturnUrlParameter}={Uri.EscapeDataString(returnUrl!)}" : page;
}

namespace LeadAlerts.Web.Components.Account;

/// <summary>How the cookies are kept that the account pages set besides the sign-in itself: for those pages alone, and out of reach of scripts.</summary>
internal static class AccountCookie
{
    /// <param name="context">The request.</param>
    /// <param name="lifetime">How long the browser keeps it; null to delete it.</param>
    public static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/account",
        MaxAge = lifetime,
        IsEssential = true,
    };
}

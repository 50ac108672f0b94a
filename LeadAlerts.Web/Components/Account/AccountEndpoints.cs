using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace LeadAlerts.Web.Components.Account;

internal static class AccountEndpoints
{
    // Binding from the form is what makes the antiforgery token count.
    public static void MapAccounts(this WebApplication app) =>
        app.MapPost(AccountUrls.SignOut, async ([FromForm] string? reason, SignInManager<ApplicationUser> signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect($"{AccountUrls.SignIn}?done=signed-out");
        }).ExcludeFromDescription();
}

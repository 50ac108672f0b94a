using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace LeadAlerts.Web.Components.Account.Pages;

public partial class ManageTwoFactorPage(
    UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, IServiceProvider services)
{
    private const int RecoveryCodes = 10;

    private IReadOnlyList<string> _errors = [];
    private IReadOnlyList<string> _codes = [];
    private ApplicationUser? _user;
    private string? _notice;
    private string? _qrCode;
    private string? _key;
    private int _codesLeft;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private CodeModel? Code { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Code ??= new CodeModel();
        _user = await users.GetUserAsync(HttpContext.User);
        await ShowAsync();
    }

    private async Task EnrolAsync()
    {
        if (!await IsCodeRightAsync())
        {
            return;
        }

        // A stamp of its own signs every other device out: they came in with the password alone.
        await users.SetTwoFactorEnabledAsync(_user!, true);
        await MakeCodesAsync("Two-factor sign-in is on.");
    }

    private async Task ChangeAsync()
    {
        if (!await IsCodeRightAsync())
        {
            return;
        }

        if (Code!.Action != "off")
        {
            await MakeCodesAsync("The recovery codes you had before no longer work.");
            return;
        }

        await users.SetTwoFactorEnabledAsync(_user!, false);
        await users.ResetAuthenticatorKeyAsync(_user!);
        await signIn.RefreshSignInAsync(_user!);
        _notice = "Two-factor sign-in is off.";
        await ShowAsync();
    }

    private async Task MakeCodesAsync(string notice)
    {
        _codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(_user!, RecoveryCodes) ?? []];
        await signIn.RefreshSignInAsync(_user!);
        _notice = notice;
    }

    private async Task<bool> IsCodeRightAsync()
    {
        if (_user is null)
        {
            return false;
        }

        if (!services.GetRequiredService<AccountThrottle>().AllowsAccount($"code {_user.Id}"))
        {
            HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            _errors = ["There were too many tries. Wait a few minutes, then try again."];
            return false;
        }

        var code = new string([.. Code!.Code.Where(char.IsAsciiDigit)]);
        if (await users.VerifyTwoFactorTokenAsync(_user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return true;
        }

        _errors = ["The code is not right. Codes change every 30 seconds; check that your phone's clock is set by the network."];
        return false;
    }

    private async Task ShowAsync()
    {
        if (_user is null)
        {
            return;
        }

        if (_user.TwoFactorEnabled)
        {
            _codesLeft = await users.CountRecoveryCodesAsync(_user);
            return;
        }

        var key = await users.GetAuthenticatorKeyAsync(_user);
        if (string.IsNullOrEmpty(key))
        {
            // Not ResetAuthenticatorKeyAsync: it makes a new stamp, and a look at this page would sign every other device out.
            key = users.GenerateNewAuthenticatorKey();
            await ((IUserAuthenticatorKeyStore<ApplicationUser>)services.GetRequiredService<IUserStore<ApplicationUser>>())
                .SetAuthenticatorKeyAsync(_user, key, HttpContext.RequestAborted);
            await users.UpdateAsync(_user);
        }

        _key = string.Join(' ', key!.Chunk(4).Select(part => new string(part))).ToLowerInvariant();
        var account = Uri.EscapeDataString($"Lead Alerts:{_user.Email}");
        _qrCode = Draw($"otpauth://totp/{account}?secret={key}&issuer={Uri.EscapeDataString("Lead Alerts")}&digits=6");
    }

    private static string Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return $"data:image/png;base64,{Convert.ToBase64String(code.GetGraphic(5))}";
    }

    private sealed class CodeModel
    {
        [Required(ErrorMessage = "Enter the code."), StringLength(12)]
        public string Code { get; set; } = "";

        public string? Action { get; set; }
    }
}

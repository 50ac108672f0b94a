using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Components.Account.Pages;

/// <summary>Where the link of an invitation leads. Whoever holds the link reads the invited mailbox: that confirms the address.</summary>
public partial class InvitationPage(
    UserManager<ApplicationUser> users,
    SignInManager<ApplicationUser> signIn,
    SiteInvitations invitations,
    NavigationManager navigation,
    IServiceProvider services)
{
    private IReadOnlyList<string> _errors = [];
    private OpenInvitation? _invitation;
    private Step _step;

    private enum Step
    {
        Register,
        SignIn,
        Accept,
        OtherAddress,
    }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private InputModel? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new InputModel();
        _invitation = string.IsNullOrEmpty(Token) ? null : await invitations.FindAsync(Token, HttpContext.RequestAborted);
        if (_invitation is null)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var owner = await users.FindByEmailAsync(_invitation.Email);
        var person = await users.GetUserAsync(HttpContext.User);
        _step = (person, owner) switch
        {
            ({ } someone, _) => someone.Id == owner?.Id ? Step.Accept : Step.OtherAddress,
            (null, { EmailConfirmed: true }) => Step.SignIn,
            _ => Step.Register,
        };
    }

    private async Task AcceptAsync()
    {
        if (_step == Step.Accept && await users.GetUserAsync(HttpContext.User) is { } user)
        {
            await JoinAsync(user);
        }
    }

    private async Task RegisterAsync()
    {
        if (_step != Step.Register || _invitation is null)
        {
            return;
        }

        var registration = services.GetRequiredService<Registration>();
        _errors = await registration.CheckPasswordAsync(Input!.Password);
        if (_errors.Count > 0)
        {
            return;
        }

        var user = await users.FindByEmailAsync(_invitation.Email);
        if (user is null)
        {
            user = new ApplicationUser
            {
                UserName = _invitation.Email,
                Email = _invitation.Email,
                EmailConfirmed = true,
                DisplayName = Input.Name.Trim(),
            };
            Registration.Succeed(await users.CreateAsync(user, Input.Password));
        }
        else
        {
            user.EmailConfirmed = true;
            await registration.TakeOverAsync(user, Input.Name.Trim(), Input.Password);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        services.GetRequiredService<KnownDevice>().Remember(HttpContext, user.Id);
        await JoinAsync(user);
    }

    private async Task JoinAsync(ApplicationUser user)
    {
        if (await invitations.AcceptAsync(Token!, user.Id, HttpContext.RequestAborted))
        {
            navigation.NavigateTo("/");
            return;
        }

        _invitation = null;
    }

    private sealed class InputModel
    {
        [Required(ErrorMessage = "Enter your name."), StringLength(AccountLimits.NameMaxLength)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Choose a password."), NewPassword]
        public string Password { get; set; } = "";
    }
}

using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>Who works on a site, and who is invited.</summary>
public partial class PeoplePart
{
    private readonly InviteModel _invite = new();
    private IReadOnlyList<SitePerson> _people = [];
    private IReadOnlyList<WaitingInvitation> _waiting = [];
    private Guid _userId;
    private string? _message;
    private bool _bad;
    private bool _busy;

    [Parameter, EditorRequired]
    public required SiteDetail Site { get; set; }

    /// <summary>The person's own place on the site changed.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    [Inject]
    private SitePeople People { get; set; } = default!;

    [Inject]
    private SiteInvitations Invitations { get; set; } = default!;

    [Inject]
    private CurrentSite Current { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _userId = await Current.FindUserIdAsync() ?? Guid.Empty;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _people = await People.ListAsync(siteId: Site.Id, actorId: _userId, CancellationToken.None);
        _waiting = await Invitations.ListAsync(siteId: Site.Id, actorId: _userId, CancellationToken.None);
    }

    private Task InviteAsync() => RunAsync(async () =>
    {
        var email = _invite.Email.Trim();
        var outcome = await Invitations.InviteAsync(siteId: Site.Id, actorId: _userId, email, _invite.Role, CancellationToken.None);
        Tell(outcome, email);
        if (outcome == InviteOutcome.Sent)
        {
            _invite.Email = "";
        }
    });

    private Task ResendAsync(WaitingInvitation invitation) => RunAsync(async () =>
        Tell(
            await Invitations.ResendAsync(siteId: Site.Id, actorId: _userId, invitationId: invitation.Id, CancellationToken.None),
            invitation.Email));

    private Task RevokeAsync(WaitingInvitation invitation) => RunAsync(async () =>
    {
        await Invitations.RevokeAsync(siteId: Site.Id, actorId: _userId, invitationId: invitation.Id, CancellationToken.None);
        Tell($"The invitation to {invitation.Email} no longer works.", bad: false);
    });

    private Task SetRoleAsync(SitePerson person, ChangeEventArgs change) => RunAsync(async () =>
    {
        if (Enum.TryParse<MemberRole>(change.Value?.ToString(), out var role))
        {
            Tell(
                await People.SetRoleAsync(siteId: Site.Id, actorId: _userId, userId: person.UserId, role, CancellationToken.None),
                $"{person.Email} is {(role == MemberRole.Owner ? "an owner" : "a member")} now.");
            await NoteChangeAsync(person);
        }
    });

    private async Task RemoveAsync(SitePerson person)
    {
        if (await Dialogs.ShowMessageBoxAsync(
            $"Remove {person.Email}?",
            "They see nothing of this site any more, and its alerts no longer go to their address.",
            yesText: "Remove",
            cancelText: "Cancel") == true)
        {
            await RunAsync(async () =>
            {
                Tell(
                    await People.RemoveAsync(siteId: Site.Id, actorId: _userId, userId: person.UserId, CancellationToken.None),
                    $"{person.Email} is off this site.");
                await NoteChangeAsync(person);
            });
        }
    }

    private Task LeaveAsync() => RemoveAsync(_people.First(person => person.UserId == _userId));

    private Task NoteChangeAsync(SitePerson person)
    {
        // Whoever it is may have pages of the site open.
        Feed.Publish(Site.Id);
        return person.UserId == _userId ? Left.InvokeAsync() : Task.CompletedTask;
    }

    private async Task RunAsync(Func<Task> change)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await change();
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private void Tell(PeopleOutcome outcome, string done) => Tell(
        outcome switch
        {
            PeopleOutcome.Done => done,
            PeopleOutcome.LastOwner => "A site needs an owner. Make somebody else an owner first.",
            _ => "Only an owner of this site can do that.",
        },
        bad: outcome != PeopleOutcome.Done);

    private void Tell(InviteOutcome outcome, string email) => Tell(
        outcome switch
        {
            InviteOutcome.Sent => $"The invitation is on its way to {email}.",
            InviteOutcome.MailNotSent => $"The mail to {email} could not be sent. The invitation waits below: send it again in a minute.",
            InviteOutcome.NoAddress => "This does not look like an e-mail address.",
            InviteOutcome.AlreadyMember => $"{email} is on this site already.",
            InviteOutcome.TooMany => "Too many invitations wait here. Take some back first.",
            _ => "Only an owner of this site can do that.",
        },
        bad: outcome != InviteOutcome.Sent);

    private void Tell(string message, bool bad)
    {
        _message = message;
        _bad = bad;
    }

    private sealed class InviteModel
    {
        [Required(ErrorMessage = "Enter an e-mail address."), Email]
        public string Email { get; set; } = "";

        public MemberRole Role { get; set; }
    }
}

using LeadAlerts.Core.Alerts.Actions;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.FromMail;

/// <summary>Where a mail's buttons lead: looking shows what the button would do, a person's press does it.</summary>
public sealed partial class MailActionPage
{
    private MailActionWords _words = default!;

    [Inject]
    private MailActions Actions { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Parameter]
    public required string Token { get; set; }

    /// <summary>“true” when the last press came without our cookie.</summary>
    [SupplyParameterFromQuery]
    private string? Again { get; set; }

    private bool NotSent => Again == "true";

    protected override async Task OnInitializedAsync()
    {
        var view = await Actions.FindAsync(Token, HttpContext.RequestAborted);
        _words = MailActionWords.Of(view, Clock.GetUtcNow());
        HttpContext.Response.StatusCode = MailActionEndpoints.StatusOf(view);
    }
}

using System.Globalization;
using System.Text.Json;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Widget;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using MudBlazor.Utilities;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>Lets an owner choose how the chat looks, with the chat itself beside it.</summary>
public sealed partial class LookPart
{
    private static readonly string[] Sample = ["Can you look at my roof this week?", "Yes. How can we reach you? A phone number or an e-mail address is enough."];

    private WidgetLook _look = WidgetLook.Standard;
    private string? _error;
    private string _colourText = "";
    private string? _colourProblem;
    private bool _choosing;
    private bool _phone;
    private bool _dark;
    private bool _busy;
    private bool _leaving;

    [Inject]
    private SiteEditing Sites { get; set; } = default!;

    [Inject]
    private CurrentSite Current { get; set; } = default!;

    [Inject]
    private WidgetConfigs Configs { get; set; } = default!;

    [Inject]
    private UndoOffer Undo { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public required SiteDetail Site { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    private WidgetConfig Standard => Configs.Make(Site.Name, WidgetLook.Standard, locale: "en");

    private bool IsChanged => _look.Normalize() != Site.Look;

    private AccentColour Colour => AccentColour.TryParse(_look.Accent ?? Configs.StandardAccent, out var colour) ? colour : throw new InvalidOperationException("No colour.");

    private string ColourWords => Colour is var colour && colour.NeedsDarkText
        ? $"White text would be hard to read on this colour ({Ratio(colour.WhiteContrast)}), so the chat writes in black ({Ratio(colour.InkContrast)})."
        : $"White text reads well on it ({Ratio(colour.InkContrast)}).";

    /// <summary>What the preview's frame shows: exactly what visitors would get.</summary>
    private string Shown => JsonSerializer.Serialize(
        new { config = Configs.Make(Site.Name, _look.Normalize(), locale: "en"), dark = _dark, sample = Sample, answer = "This is a preview: nothing was sent." },
        JsonSerializerOptions.Web);

    protected override void OnInitialized() => Change(Site.Look);

    // A browser keeps to the length of a field, unless somebody tells it not to.
    private static string Fit(string? text, int maxLength) => text is null ? "" : text[..Math.Min(text.Length, maxLength)];

    private static string Ratio(double contrast) => (Math.Floor(contrast * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " : 1";

    private void ChooseColour(MudColor? colour)
    {
        // The picker tells of its first colour too, which nobody chose.
        if (AccentColour.TryParse(colour?.ToString(MudColorOutputFormats.Hex), out var chosen) && chosen.Hex != Colour.Hex)
        {
            TypeColour(chosen.Hex);
        }
    }

    private void TypeColour(string? typed)
    {
        if (AccentColour.TryParse(typed, out var colour))
        {
            Change(_look with { Accent = colour.Hex });
        }
        else
        {
            (_colourText, _colourProblem) = (typed ?? "", "This is no colour. Write # and six digits, such as #0B6E5F, or choose one.");
        }
    }

    private void Change(WidgetLook look)
    {
        (_look, _error, _colourProblem) = (look, null, look.Accent == _look.Accent ? _colourProblem : null);
        if (_colourProblem is null)
        {
            _colourText = Colour.Hex;
        }
    }

    private async Task SaveAsync()
    {
        if (_busy || !IsChanged || _colourProblem is not null)
        {
            return;
        }

        _busy = true;
        try
        {
            var before = Site.Look;
            if (await TrySaveAsync(_look))
            {
                Undo.Make("Saved. Visitors see it within a minute.", () => InvokeAsync(async () =>
                {
                    if (await TrySaveAsync(before))
                    {
                        Change(before);
                        StateHasChanged();
                    }
                }));
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<bool> TrySaveAsync(WidgetLook look)
    {
        _error = null;
        try
        {
            if (await Current.FindUserIdAsync() is { } userId && await Sites.SaveLookAsync(siteId: Site.Id, actorId: userId, look, CancellationToken.None))
            {
                await Changed.InvokeAsync();
                return true;
            }

            _error = "Only an owner of this site can change it.";
        }
        catch (ArgumentException problem)
        {
            _error = problem.Message;
        }

        return false;
    }

    private async Task ConfirmLeavingAsync(LocationChangingContext context)
    {
        if (_leaving || !IsChanged)
        {
            return;
        }

        context.PreventNavigation();
        if (await Dialogs.ShowMessageBoxAsync(
            "Leave without saving?",
            "Your changes to the look are not saved.",
            yesText: "Leave",
            cancelText: "Stay",
            options: new DialogOptions { CloseOnEscapeKey = true }) == true)
        {
            _leaving = true;
            Navigation.NavigateTo(context.TargetLocation);
        }
    }
}

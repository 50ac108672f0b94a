using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Sites;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Widget;

/// <summary>What a page needs to show the chat.</summary>
/// <param name="Name">The site's name: people of it speak under it.</param>
/// <param name="Title">What stands over the chat.</param>
/// <param name="Accent">The colour of the button and the heading.</param>
/// <param name="Ink">The colour of text on it.</param>
/// <param name="Side">At which edge the button stands: <c>start</c> or <c>end</c> of a line.</param>
/// <param name="Label">What stands on the button; null for the icon alone.</param>
/// <param name="Language">The language of the texts.</param>
/// <param name="Greeting">With what the bot opens the chat.</param>
/// <param name="Panel">Where the chat's script is.</param>
/// <param name="Texts">The words around the chat.</param>
public sealed record WidgetConfig(
    string Name,
    string Title,
    string Accent,
    string Ink,
    string Side,
    string? Label,
    string Language,
    string Greeting,
    string Panel,
    WidgetTexts Texts);

/// <summary>Puts together what pages get to show a site's chat: the same for visitors and for the preview of its settings.</summary>
internal sealed class WidgetConfigs(IOptions<WidgetOptions> options, WidgetScripts scripts)
{
    /// <summary>The colour of chats whose owner chose none.</summary>
    public string StandardAccent => options.Value.Accent;

    /// <summary>What a page shows.</summary>
    /// <param name="siteName">The site's name.</param>
    /// <param name="look">What its owner said of the look, as it is stored.</param>
    /// <param name="locale">The visitor's locale; null when unknown.</param>
    public WidgetConfig Make(string siteName, WidgetLook look, string? locale)
    {
        var accent = AccentColour.TryParse(look.Accent ?? StandardAccent, out var colour)
            ? colour
            : throw new ArgumentException("The colour is none.", nameof(look));
        return new WidgetConfig(
            siteName,
            look.Title ?? siteName,
            accent.Hex,
            accent.Ink,
            look.Side == WidgetSide.Start ? "start" : "end",
            look.Label,
            BotPhrases.LanguageOf(locale),
            look.Greeting ?? BotPhrases.Fill(BotPhrases.For(locale).Greeting, siteName),
            scripts.PanelAddress,
            WidgetTexts.For(locale, siteName));
    }
}

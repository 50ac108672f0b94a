namespace LeadAlerts.Core.Sites;

/// <summary>At which edge of a page the chat's button stands. Numbers are stored: never renumber.</summary>
public enum WidgetSide
{
    /// <summary>Where a line ends: on the right, on the left of a page that is written from right to left.</summary>
    End = 0,

    /// <summary>Where a line begins.</summary>
    Start = 1,
}

/// <summary>How a site's chat looks to visitors, as far as its owner said. A value: it never changes.</summary>
public sealed record WidgetLook
{
    /// <summary>The greatest length of a title, in characters.</summary>
    public const int TitleMaxLength = 60;

    /// <summary>The greatest length of a greeting, in characters.</summary>
    public const int GreetingMaxLength = 400;

    /// <summary>The greatest length of what stands on the button, in characters: it has to fit on a phone.</summary>
    public const int LabelMaxLength = 24;

    /// <summary>The look of a chat of which the owner said nothing.</summary>
    public static readonly WidgetLook Standard = new();

    /// <summary>The colour of the button, the heading and the visitor's messages, as <c>#RRGGBB</c>; null for the installation's.</summary>
    public string? Accent { get; init; }

    /// <summary>What stands over the chat; null for the site's name.</summary>
    public string? Title { get; init; }

    /// <summary>With what the bot opens the chat, in this one language; null for a sentence in the visitor's.</summary>
    public string? Greeting { get; init; }

    /// <summary>What stands on the button beside its icon; null for the icon alone.</summary>
    public string? Label { get; init; }

    /// <summary>Where the button stands.</summary>
    public WidgetSide Side { get; init; }

    /// <summary>The same look as it is stored: trimmed, nothing empty, one spelling of a colour.</summary>
    /// <exception cref="ArgumentException">A text is too long, the colour is none or the side is not known; the message says which.</exception>
    public WidgetLook Normalize()
    {
        AccentColour? accent = null;
        if (!string.IsNullOrWhiteSpace(Accent) && !AccentColour.TryParse(Accent, out accent))
        {
            throw new ArgumentException("A colour is written as # and six digits, such as #0B6E5F.");
        }

        return new WidgetLook
        {
            Accent = accent?.Hex,
            Title = Text("title", Title, TitleMaxLength),
            Greeting = Text("greeting", Greeting, GreetingMaxLength, lines: true),
            Label = Text("text on the button", Label, LabelMaxLength),
            Side = Enum.IsDefined(Side) ? Side : throw new ArgumentException("The button stands on the right or on the left."),
        };
    }

    private static string? Text(string what, string? text, int maxLength, bool lines = false)
    {
        text = string.Concat((text ?? "").ReplaceLineEndings("\n").Select(one => char.IsControl(one) && !(lines && one == '\n') ? ' ' : one)).Trim();
        return text.Length <= maxLength
            ? text.Length == 0 ? null : text
            : throw new ArgumentException($"The {what} has at most {maxLength} characters.");
    }
}

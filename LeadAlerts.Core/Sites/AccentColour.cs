using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LeadAlerts.Core.Sites;

/// <summary>The colour of a chat's button, and what is written on it. Pure.</summary>
public sealed record AccentColour
{
    /// <summary>The least contrast of text with what it stands on (WCAG 2.2, 1.4.3).</summary>
    public const double LeastContrast = 4.5;

    private const string White = "#FFFFFF";
    private const string Black = "#000000";

    private AccentColour(string hex)
    {
        Hex = hex;
        var luminance = Luminance(hex);
        WhiteContrast = (1 + 0.05) / (luminance + 0.05);
        InkContrast = NeedsDarkText ? (luminance + 0.05) / 0.05 : WhiteContrast;
    }

    /// <summary>The colour as <c>#RRGGBB</c>, in capitals.</summary>
    public string Hex { get; }

    /// <summary>How white text stands out from it, from 1 (not at all) to 21.</summary>
    public double WhiteContrast { get; }

    /// <summary>True when white text would be hard to read on it, so that black is used.</summary>
    public bool NeedsDarkText => WhiteContrast < LeastContrast;

    /// <summary>The colour of text and icons on it: white where that can be read, otherwise black. One of the two always can.</summary>
    public string Ink => NeedsDarkText ? Black : White;

    /// <summary>How that text stands out; never less than <see cref="LeastContrast"/>.</summary>
    public double InkContrast { get; }

    /// <summary>Reads a colour: <c>#0B6E5F</c>, <c>#0b6</c>, with or without the sign.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AccentColour? colour)
    {
        var digits = (text ?? "").Trim().TrimStart('#');
        if (digits.Length == 3)
        {
            digits = string.Concat(digits.SelectMany(digit => new[] { digit, digit }));
        }

        colour = digits.Length == 6 && digits.All(char.IsAsciiHexDigit) ? new AccentColour("#" + digits.ToUpperInvariant()) : null;
        return colour is not null;
    }

    // WCAG's relative luminance.
    private static double Luminance(string hex) => (0.2126 * Channel(hex, 1)) + (0.7152 * Channel(hex, 3)) + (0.0722 * Channel(hex, 5));

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}

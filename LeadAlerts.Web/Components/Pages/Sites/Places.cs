using System.Globalization;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>The time zones and countries that people choose from.</summary>
internal static class Places
{
    private static readonly Lazy<IReadOnlyList<string>> AllZones = new(ListZones);
    private static readonly Lazy<IReadOnlyList<(string Code, string Name)>> AllRegions = new(ListRegions);

    /// <summary>IANA ids, by name.</summary>
    public static IReadOnlyList<string> Zones => AllZones.Value;

    /// <summary>Two-letter codes with English names, by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Regions => AllRegions.Value;

    /// <summary>The zone that a browser names, when this machine knows it; null otherwise.</summary>
    public static string? KnownZone(string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null;

    /// <summary>The country of a browser's language such as <c>en-GB</c>; null when it names none that we know.</summary>
    public static string? RegionOf(string? language)
    {
        var code = language?.Split('-') is [.., { Length: 2 } last] parts && parts.Length > 1 ? last.ToUpperInvariant() : null;
        return Regions.Any(region => region.Code == code) ? code : null;
    }

    private static List<string> ListZones() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var id) ? id : null)
            .OfType<string>()
            .Where(id => id == "UTC" || (id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            .Append("UTC")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static List<(string Code, string Name)> ListRegions() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName.Length == 2 && region.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))
            .Select(region => (Code: region.TwoLetterISORegionName, Name: region.EnglishName))
            .DistinctBy(region => region.Code)
            .OrderBy(region => region.Name, StringComparer.Ordinal),
    ];
}

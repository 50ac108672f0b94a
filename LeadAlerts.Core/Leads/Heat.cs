using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Leads;

/// <summary>How near a lead is to a sale, in the three steps that a person tells apart by colour.</summary>
public enum Heat
{
    /// <summary>May wait.</summary>
    Cool = 0,

    /// <summary>Worth an answer today.</summary>
    Warm = 1,

    /// <summary>Worth a call now.</summary>
    Hot = 2,
}

/// <summary>Where one heat ends and the next begins: the same in the inbox, the mail and everywhere else.</summary>
public static class HeatScale
{
    /// <summary>The least score, 0–100, of a warm lead.</summary>
    public const int WarmFrom = LeadQualifier.LikelyFrom;

    /// <summary>The least score, 0–100, of a hot lead.</summary>
    public const int HotFrom = 75;

    /// <summary>The heat of a score.</summary>
    /// <param name="score">0–100; what lies outside counts as the nearer end.</param>
    public static Heat Of(int score) => score switch
    {
        >= HotFrom => Heat.Hot,
        >= WarmFrom => Heat.Warm,
        _ => Heat.Cool,
    };
}

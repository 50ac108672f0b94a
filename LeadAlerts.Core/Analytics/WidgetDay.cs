namespace LeadAlerts.Core.Analytics;

/// <summary>How often a site's widget was seen on one day by the site's clock. Counts only: nothing of who it was.</summary>
public sealed class WidgetDay
{
    private WidgetDay()
    {
    }

    /// <summary>Begins a day.</summary>
    public WidgetDay(Guid siteId, DateOnly day, int loads, int opens)
    {
        SiteId = siteId;
        Day = day;
        Loads = loads;
        Opens = opens;
    }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The day in the site's time zone.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Pages that loaded the widget; a visitor's page views within a minute count once.</summary>
    public int Loads { get; private set; }

    /// <summary>Pages on which a visitor opened the chat.</summary>
    public int Opens { get; private set; }
}

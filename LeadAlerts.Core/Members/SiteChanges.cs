using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Members;

/// <summary>How a site is described, as it takes to say what a change changed.</summary>
internal sealed record SiteFace(string Name, string? WebsiteUrl, string TimeZone, string Region, BusinessProfile Business, WidgetLook Look)
{
    public static SiteFace Of(Site site) => new(site.Name, site.WebsiteUrl, site.TimeZone, site.Region, site.Business, site.Look);

    /// <summary>What differs, in words; long texts only by their names.</summary>
    public string Describe(SiteFace after)
    {
        List<string> changes = [];
        Add("Name", Name, after.Name);
        Add("Website", WebsiteUrl ?? "none", after.WebsiteUrl ?? "none");
        Add("Time zone", TimeZone, after.TimeZone);
        Add("Country", Region, after.Region);
        AddText("kind of business", Business.Kind, after.Business.Kind);
        AddText("services", Business.Services, after.Business.Services);
        AddText("service area", Business.ServiceArea, after.Business.ServiceArea);
        AddText("own phone numbers", Business.OwnPhones, after.Business.OwnPhones);
        AddText("own e-mail addresses", Business.OwnEmails, after.Business.OwnEmails);
        Add("Chat colour", Look.Accent ?? "standard", after.Look.Accent ?? "standard");
        Add("Chat title", Look.Title ?? "the site’s name", after.Look.Title ?? "the site’s name");
        AddText("chat’s greeting", Look.Greeting ?? "", after.Look.Greeting ?? "");
        Add("Chat button", Look.Label ?? "icon only", after.Look.Label ?? "icon only");
        Add("Chat button’s place", Place(Look.Side), Place(after.Look.Side));
        return string.Join(" · ", changes);

        static string Place(WidgetSide side) => side == WidgetSide.Start ? "left" : "right";

        void Add(string what, string was, string now)
        {
            if (was != now)
            {
                changes.Add($"{what}: {was} → {now}");
            }
        }

        void AddText(string what, string was, string now)
        {
            if (was != now)
            {
                changes.Add(now.Length == 0 ? $"The {what} cleared" : was.Length == 0 ? $"The {what} filled in" : $"The {what} reworded");
            }
        }
    }
}

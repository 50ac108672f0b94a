using MudBlazor;

namespace LeadAlerts.Web.Components.Layout;

/// <summary>A page that the navigation leads to.</summary>
/// <param name="Href">Its path.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="OnPhone">Whether the bar of a phone has room for it; if not, the account menu holds it there.</param>
internal sealed record Place(string Href, string Name, string Icon, bool OnPhone = true)
{
    /// <summary>Every page of the navigation, in order.</summary>
    public static readonly IReadOnlyList<Place> All =
    [
        new("/", "Today", Icons.Material.Outlined.WbSunny),
        new("/leads", "Leads", Icons.Material.Outlined.Inbox),
        new("/conversations", "Conversations", Icons.Material.Outlined.Forum),
        new("/alerts", "Alerts", Icons.Material.Outlined.NotificationsActive),
        new("/analytics", "Analytics", Icons.Material.Outlined.BarChart, OnPhone: false),
        new("/deliveries", "Deliveries", Icons.Material.Outlined.ForwardToInbox, OnPhone: false),
        new("/knowledge", "Knowledge", Icons.Material.Outlined.MenuBook, OnPhone: false),
        new("/sites", "Sites", Icons.Material.Outlined.Language, OnPhone: false),
    ];
}

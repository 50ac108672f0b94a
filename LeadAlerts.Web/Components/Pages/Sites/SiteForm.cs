using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>What an owner types about a site.</summary>
public sealed class SiteForm
{
    [Required(ErrorMessage = "Give the site a name."), StringLength(Site.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [StringLength(500, ErrorMessage = "Use at most 500 characters.")]
    [RegularExpression(@"\s*(https?://)?[^\s/:@]+(\.[^\s/:@]+)+(:\d+)?(/\S*)?\s*|\s*(https?://)localhost(:\d+)?/?\s*", ErrorMessage = "An address looks like https://brightroof.example.")]
    public string Website { get; set; } = "";

    [StringLength(BusinessProfile.TextMaxLength, ErrorMessage = "Use at most 2,000 characters.")]
    public string Kind { get; set; } = "";

    [StringLength(BusinessProfile.TextMaxLength, ErrorMessage = "Use at most 2,000 characters.")]
    public string Services { get; set; } = "";

    [StringLength(BusinessProfile.TextMaxLength, ErrorMessage = "Use at most 2,000 characters.")]
    public string ServiceArea { get; set; } = "";

    [StringLength(BusinessProfile.TextMaxLength, ErrorMessage = "Use at most 2,000 characters.")]
    public string OwnPhones { get; set; } = "";

    [StringLength(BusinessProfile.TextMaxLength, ErrorMessage = "Use at most 2,000 characters.")]
    public string OwnEmails { get; set; } = "";

    public string TimeZone { get; set; } = "UTC";

    public string Region { get; set; } = "US";

    public SiteProfile Profile => new(Name, Website, Kind, Services, ServiceArea, OwnPhones, OwnEmails);

    public SitePlace Place => new(TimeZone, Region);

    public static SiteForm Of(SiteDetail site) => new()
    {
        Name = site.Name,
        Website = site.WebsiteUrl ?? "",
        Kind = site.Business.Kind,
        Services = site.Business.Services,
        ServiceArea = site.Business.ServiceArea,
        OwnPhones = site.Business.OwnPhones,
        OwnEmails = site.Business.OwnEmails,
        TimeZone = site.TimeZone,
        Region = site.Region,
    };
}

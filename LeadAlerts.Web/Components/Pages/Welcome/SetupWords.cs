using LeadAlerts.Core.Onboarding;

namespace LeadAlerts.Web.Components.Pages.Welcome;

/// <summary>What the steps to the first alert are called, and where they are.</summary>
internal static class SetupWords
{
    /// <summary>The last view: everything is done.</summary>
    public const string Done = "done";

    /// <summary>A step in two or three words.</summary>
    public static string Title(SetupStep step) => step switch
    {
        SetupStep.Site => "Your site",
        SetupStep.Answers => "Answers",
        SetupStep.Snippet => "On your website",
        SetupStep.Chat => "Test chat",
        _ => "Test alert",
    };

    /// <summary>What there is to do, for a list.</summary>
    public static string Task(SetupStep step) => step switch
    {
        SetupStep.Site => "Say what you offer",
        SetupStep.Answers => "Teach the bot your questions and answers",
        SetupStep.Snippet => "Put the widget on your website",
        SetupStep.Chat => "Have a first chat",
        _ => "Get a first alert",
    };

    /// <summary>The address of a step; of the last view for null.</summary>
    public static string Href(SetupStep? step) => $"/welcome?step={(step is { } known ? Slug(known) : Done)}";

    /// <summary>The step of an address; null when it names none.</summary>
    public static SetupStep? Find(string? slug) => SiteSetup.Steps.Where(step => Slug(step) == slug).Select(step => (SetupStep?)step).FirstOrDefault();

    private static string Slug(SetupStep step) => step switch
    {
        SetupStep.Site => "site",
        SetupStep.Answers => "answers",
        SetupStep.Snippet => "snippet",
        SetupStep.Chat => "chat",
        _ => "alert",
    };
}

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The browser that the machine has.</summary>
public static class Chromium
{
    public static bool IsRequired { get; } = Environment.GetEnvironmentVariable("LEADALERTS_BROWSER_TESTS") == "required";

    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } = (
        from name in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        let path = System.IO.Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();
}

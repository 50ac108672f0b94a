using System.Runtime.CompilerServices;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>A test that needs the machine's Chromium. Skipped where there is none, unless LEADALERTS_BROWSER_TESTS=required forbids it.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (Chromium.Path is null && !Chromium.IsRequired)
        {
            Skip = "No Chromium was found (chromium, chromium-browser or google-chrome on the PATH).";
        }
    }
}

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

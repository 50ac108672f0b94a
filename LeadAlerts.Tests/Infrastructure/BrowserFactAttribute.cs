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

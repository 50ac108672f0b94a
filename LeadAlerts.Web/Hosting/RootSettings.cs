using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace LeadAlerts.Web.Hosting;

internal static class RootSettings
{
    /// <summary>
    /// Reads the repository's one appsettings.json, which the build copies beside the program. It comes first, so that user secrets,
    /// environment variables and arguments win over it.
    /// </summary>
    public static void AddRootSettings(this ConfigurationManager configuration) =>
        configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = false,
        });
}

using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace LeadAlerts.Web.Hosting;

internal static class RootSettings
{
    /// <summary>
    /// A builder that finds the product's files wherever it is started from: a published copy has its pages' assets beside the program,
    /// a built one reads them from the source folders, in every environment.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = isPublished ? AppContext.BaseDirectory : null });
        if (!isPublished)
        {
            builder.WebHost.UseStaticWebAssets();
        }

        builder.Configuration.AddRootSettings();

        // What serves the pages is nobody's business.
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        return builder;
    }

    /// <summary>
    /// Reads the repository's one appsettings.json, which the build copies beside the program. It comes first, so that user secrets,
    /// environment variables and arguments win over it.
    /// </summary>
    private static void AddRootSettings(this ConfigurationManager configuration) =>
        configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = false,
        });
}

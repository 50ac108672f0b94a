using System.Net;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Tests.Accounts;

public sealed class SetupTests
{
    [Fact]
    public async Task The_link_sets_up_one_administrator_and_closes()
    {
        await using var app = new LeadAlertsApp();
        var visitor = new BrowserlessVisitor(app);
        var link = app.Services.GetRequiredService<FirstAdministrator>().Link!.PathAndQuery;

        var created = await visitor.SubmitAsync(
            link, "setup", ("Input.Name", "Ada"), ("Input.Email", "ada@example.com"), ("Input.Password", LeadAlertsApp.Password));

        Assert.Equal(HttpStatusCode.Found, created.StatusCode);
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await new BrowserlessVisitor(app).GetAsync(link)).StatusCode);
        Assert.Null(app.Services.GetRequiredService<FirstAdministrator>().Link);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=")]
    [InlineData("/setup?token=wrong")]
    public async Task A_wrong_token_finds_nothing(string path)
    {
        await using var app = new LeadAlertsApp();

        Assert.Equal(HttpStatusCode.NotFound, (await new BrowserlessVisitor(app).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task The_settings_create_the_administrator_unattended()
    {
        await using var app = new LeadAlertsApp(clock: null, new Dictionary<string, string>
        {
            ["Admin:Email"] = "root@example.com",
            ["Admin:Password"] = LeadAlertsApp.Password,
        });
        var visitor = new BrowserlessVisitor(app);

        await visitor.SignInAsync("root@example.com");

        Assert.Null(app.Services.GetRequiredService<FirstAdministrator>().Link);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/admin")).StatusCode);
    }

    [Theory]
    [InlineData("Admin:Email", "not an address")]
    [InlineData("Admin:Password", "short")]
    public void Settings_that_cannot_work_stop_the_start_and_name_their_key(string key, string value)
    {
        var app = new LeadAlertsApp(clock: null, new Dictionary<string, string>
        {
            ["Admin:Email"] = "root@example.com",
            ["Admin:Password"] = LeadAlertsApp.Password,
            [key] = value,
        });

        var exception = Assert.Throws<OptionsValidationException>(() => app.Services);

        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.RegularExpressions;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Ingest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Tests.Hosting;

public sealed class ErrorPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_error_of_ours_is_a_page_with_a_number_and_without_its_cause()
    {
        await using var app = new LeadAlertsApp();
        await app.AddUserAsync("ana@example.com");
        var visitor = new BrowserlessVisitor(app);
        await BreakAsync(app, "ALTER TABLE \"AspNetUsers\" RENAME TO \"Gone\"");
        using var log = new RecordedLog();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        var response = await visitor.SignInAsync("ana@example.com");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Something went wrong on our side", page, StringComparison.Ordinal);
        var number = Regex.Match(page, "<code>(.+?)</code> <button type=\"button\" class=\"[^\"]*\" data-copy=\"\\1\">").Groups[1].Value;
        Assert.NotEmpty(number);
        Assert.Single(log.Lines, line => line.Contains(number, StringComparison.Ordinal) && line.Contains("SqliteException", StringComparison.Ordinal));
        Assert.DoesNotContain("AspNetUsers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_ours_is_problem_details_for_a_server()
    {
        await using var app = new LeadAlertsApp();
        var (_, key) = await app.AddSiteAsync("Bright Roof");
        await BreakAsync(app, "ALTER TABLE \"Sites\" RENAME TO \"Gone\"");

        var response = await app.Visit().PostAsync(IngestCalls.Json(IngestCalls.Valid), key);

        await IngestCalls.AssertProblemAsync(response, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("Sites", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ingest:MaxBodyBytes", "5")]
    [InlineData("ReviewTiming:SettleTime", "-1")]
    [InlineData("Intake:Deadline", "00:00:00")]
    [InlineData("Email:Port", "70000")]
    [InlineData("Database:Provider", "x")]
    [InlineData("Widget:BodyMaxBytes", "1")]
    public async Task A_wrong_setting_stops_the_start_with_its_name_and_before_a_database_is_made(string name, string value)
    {
        await using var app = new LeadAlertsApp(clock: null, new Dictionary<string, string> { [name] = value });

        var problem = Assert.ThrowsAny<Exception>(() => app.Services);

        Assert.Contains(name, problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(app.DataFolder));
    }

    private static async Task BreakAsync(LeadAlertsApp app, string sql)
    {
        await using var db = await app.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql, Cancel);
    }
}

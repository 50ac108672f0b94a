using System.Reflection;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Isolation;
using LeadAlerts.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Hosting;

/// <summary>Addresses that a mail program has broken, or somebody has made up: whatever stands behind the question mark is no error of ours.</summary>
public sealed class GarbledAddressTests(TwoSitesInApp sites) : IClassFixture<TwoSitesInApp>
{
    private static readonly string[] Garbage =
    [
        "", "x", "-1", "0", "true", "99999999999999999999999999", "1e999", "2026-13-45", "%00", "%ff%fe", "%ud800", "%F0%9F%98%80%27%22%3Cb%3E%2C%3B", "..%2F..%2F",
        "00000000-0000-0000-0000-000000000000", new('9', 3000),
    ];

    [Fact]
    public void Pages_take_every_value_as_text_and_read_it_themselves()
    {
        // One of another type fails before the page could say what is wrong.
        var typed =
            from page in typeof(App).Assembly.GetTypes()
            from property in PropertiesFromQuery(page)
            where property.PropertyType != typeof(string)
            select $"{page.Name}.{property.Name}";

        Assert.Empty(typed);
    }

    [Fact]
    public async Task No_page_and_no_file_fails_at_what_stands_behind_its_question_mark()
    {
        await sites.App.AddUserAsync("admin@example.com", admin: true);
        var admin = new BrowserlessVisitor(sites.App);
        await admin.SignInAsync("admin@example.com");
        var stranger = new BrowserlessVisitor(sites.App);
        var asked = Pages().Concat(Endpoints()).Distinct().Order().ToList();
        Assert.Contains(("/account/reset-password", "user"), asked);
        Assert.Contains(("/leads/export.csv", "ids"), asked);
        Assert.Contains(("/widget/v1/{publicKey}/messages", "after"), asked);

        var problems = new List<string>();
        foreach (var (route, name) in asked)
        {
            foreach (var value in Garbage.Append($"x&{name}=y"))
            {
                var path = $"{Fill(route)}?{name}={value}";
                foreach (var who in new[] { sites.Owner, admin, stranger })
                {
                    using var answer = await who.GetAsync(path);
                    if ((int)answer.StatusCode >= 500)
                    {
                        problems.Add($"{path[..Math.Min(path.Length, 100)]}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems.Distinct()));
    }

    [Theory]
    [InlineData("/account/confirm-email", "confirm-email")]
    [InlineData("/account/reset-password", "reset-password")]
    public async Task A_form_of_a_broken_link_is_no_error_of_ours_either(string path, string form)
    {
        var visitor = new BrowserlessVisitor(sites.App);
        var token = (await visitor.OpenAsync("/account/sign-in")).QuerySelectorAll<IHtmlInputElement>("input[name=__RequestVerificationToken]").First().Value;
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, ["_handler"] = form, ["Input.Password"] = LeadAlertsApp.Password,
        });

        using var answer = await visitor.PostAsync($"{path}?user=x&code=Y29kZQ", fields);

        Assert.True((int)answer.StatusCode < 500, answer.StatusCode.ToString());
    }

    private static IEnumerable<(string Route, string Name)> Pages() =>
        from page in typeof(App).Assembly.GetTypes()
        from route in page.GetCustomAttributes<RouteAttribute>()
        from property in PropertiesFromQuery(page)
        select (route.Template, property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()!.Name ?? property.Name.ToLowerInvariant());

    private IEnumerable<(string Route, string Name)> Endpoints() =>
        from endpoint in sites.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from parameter in endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? []
        where IsText(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
        let name = parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name!
        where endpoint.RoutePattern.GetParameter(name) is null && !parameter.GetCustomAttributes().OfType<IFromFormMetadata>().Any()
        select ($"/{endpoint.RoutePattern.RawText!.TrimStart('/')}", name);

    private static bool IsText(Type type) => type == typeof(string) || type.IsPrimitive || type == typeof(Guid);

    private static IEnumerable<PropertyInfo> PropertiesFromQuery(Type page) =>
        page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute)));

    private string Fill(string route) => Regex.Replace(route, @"\{(\w+)(:\w+)?\}", match => match.Groups[1].Value.ToUpperInvariant() switch
    {
        "ID" when route.StartsWith("/leads", StringComparison.Ordinal) => sites.Mine.LeadId.ToString(),
        "ID" when route.StartsWith("/conversations", StringComparison.Ordinal) => sites.Mine.ConversationId.ToString(),
        "ID" => sites.Mine.Id.ToString(),
        "PUBLICKEY" => sites.Mine.PublicKey,
        _ => "x",
    });
}

using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Accounts;

/// <summary>A person with cookies who opens pages and fills in their forms, without scripts.</summary>
public sealed class BrowserlessVisitor(LeadAlertsApp app)
{
    private readonly HttpClient _http = app.Visit();

    public async Task<HttpResponseMessage> GetAsync(string path) => await _http.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    public async Task<IDocument> OpenAsync(string path)
    {
        var response = await GetAsync(path);
        return await ReadAsync(response);
    }

    /// <summary>Opens a page, fills in the form that has the first named field (or the one with a handler), and posts it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        var form = page.QuerySelectorAll<IHtmlFormElement>("form")
            .Single(one => one.QuerySelector($"input[name=_handler][value={handler}]") is not null);
        var values = form.QuerySelectorAll<IHtmlInputElement>("input")
            .Where(input => input.Name is { Length: > 0 } && (input.Type != "checkbox" || input.IsChecked))
            .ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        _http.PostAsync(path, content, TestContext.Current.CancellationToken);

    /// <summary>Posts the form of a page that leads to another address.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string action)
    {
        var page = await OpenAsync(path);
        var values = page.QuerySelectorAll<IHtmlInputElement>($"form[action='{action}'] input").ToDictionary(input => input.Name!, input => input.Value);
        using var content = new FormUrlEncodedContent(values);
        return await _http.PostAsync(action, content, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = LeadAlertsApp.Password, string path = "/account/sign-in") =>
        SubmitAsync(path, "sign-in", ("Input.Email", email), ("Input.Password", password));

    public async Task<bool> IsSignedInAsync() => (await GetAsync("/account/manage")).StatusCode == System.Net.HttpStatusCode.OK;

    public static async Task<IDocument> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(
            request => request.Content(html), TestContext.Current.CancellationToken);
    }

    public static async Task<string> ReadTextAsync(HttpResponseMessage response) =>
        (await ReadAsync(response)).QuerySelector("main")?.TextContent.Trim() ?? "";
}

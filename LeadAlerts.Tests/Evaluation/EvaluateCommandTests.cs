using System.Text.Json;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Hosting;

namespace LeadAlerts.Tests.Evaluation;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string Lead = """
        {"id":"lead-1","label":"lead","category":"enquiry","language":"en","business":"Roofer in Oakland","messages":[{"role":"visitor","text":"my roof leaks, can somebody come thursday and what does it cost? call me, 415 555 2671, José"}],"contact":{"name":"José","email":null,"phone":"+14155552671"},"must_mention":["roof leaks"],"must_not_mention":["gutters"],"reference_summary":"The roof leaks and a visit is wanted on Thursday."}
        """;

    private const string Vendor = """
        {"id":"pitch-1","label":"not_lead","category":"vendor","language":"en","messages":[{"role":"visitor","text":"we help roofers rank on page 1 of Google with SEO"}],"contact":{"name":null,"email":"seo@rank.example","phone":null},"must_mention":["blimp"]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_is_one_object_with_the_figures_overall_and_by_group()
    {
        var (code, output, error) = await RunAsync("evaluate", await FileAsync("chats-1.jsonl", Lead, Vendor), "--json");

        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["overall", "bySource", "byLanguage", "byCategory", "assessor", "threshold", "skippedLines"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        var overall = json.RootElement.GetProperty("overall");
        Assert.Equal(
            ["n", "precision", "recall", "f1", "prAuc", "calibration", "contact", "mustMention", "mustNotMention", "rouge1", "rouge2", "rougeL",
                "perSecond", "bytesEach"],
            overall.EnumerateObject().Select(property => property.Name).Take(14));
        Assert.Equal(2, overall.GetProperty("n").GetInt32());
        Assert.Equal(1, overall.GetProperty("f1").GetDouble());
        Assert.Equal(10, overall.GetProperty("calibration").GetProperty("bins").GetArrayLength());
        Assert.Equal(0.5, overall.GetProperty("contact").GetProperty("email").GetDouble());
        Assert.Equal(1, overall.GetProperty("contactCounts").GetProperty("email").GetProperty("missed").GetInt32());
        Assert.Equal(0.5, overall.GetProperty("mustMention").GetDouble());
        Assert.Equal(0, overall.GetProperty("mustNotMention").GetDouble());
        Assert.True(overall.GetProperty("rouge1").GetDouble() > 0.2);
        Assert.True(overall.GetProperty("perSecond").GetDouble() > 0);
        Assert.True(overall.GetProperty("bytesEach").GetDouble() > 0);
        Assert.Equal(["chats"], json.RootElement.GetProperty("bySource").EnumerateObject().Select(group => group.Name));
        var vendor = json.RootElement.GetProperty("byCategory").GetProperty("vendor");
        Assert.Equal(JsonValueKind.Null, vendor.GetProperty("recall").ValueKind);
        Assert.Equal(JsonValueKind.Null, vendor.GetProperty("rouge1").ValueKind);
    }

    [Fact]
    public async Task Json_is_one_object_where_there_is_nothing_to_measure_too()
    {
        var (code, output, error) = await RunAsync("evaluate", await FileAsync("empty.jsonl"), "--json");

        Assert.Equal((1, "There is no conversation to evaluate."), (code, error.Trim()));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, json.RootElement.GetProperty("overall").GetProperty("n").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("overall").GetProperty("f1").ValueKind);
    }

    [Fact]
    public async Task Tables_name_what_they_show_and_fit_a_terminal()
    {
        var (code, output, _) = await RunAsync("evaluate", await FileAsync("chats.jsonl", Lead, Vendor));

        Assert.Equal(0, code);
        Assert.Contains("2 conversations, 2 of them labelled: 1 leads, 1 others.", output, StringComparison.Ordinal);
        Assert.Contains("precision  share of leads among those called leads", output, StringComparison.Ordinal);
        Assert.Contains("  vendor", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public async Task What_nothing_is_known_about_has_no_table()
    {
        var (code, output, _) = await RunAsync(
            "evaluate", await FileAsync("chats.jsonl", """{"messages":[{"role":"visitor","text":"hi"}]}"""));

        Assert.Equal(0, code);
        Assert.DoesNotContain("precision", output, StringComparison.Ordinal);
        Assert.DoesNotContain("CONTACT", output, StringComparison.Ordinal);
        Assert.Contains("a second", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_listed_with_their_reasons()
    {
        var file = await FileAsync("chats.jsonl", Lead.Replace("\"lead\",", "\"not_lead\",", StringComparison.Ordinal), Vendor);

        var (_, text, _) = await RunAsync("evaluate", file, "--mistakes");
        var (_, output, _) = await RunAsync("evaluate", file, "--mistakes", "--json");

        Assert.Contains("lead-1 (chats.jsonl, line 1): false alarm, score ", text, StringComparison.Ordinal);
        Assert.Contains("Asks for a price, message 1: \"", text, StringComparison.Ordinal);
        Assert.Contains("pitch-1 (chats.jsonl, line 2): email missed: given \"seo@rank.example\", found none", text, StringComparison.Ordinal);
        Assert.Contains("does not tell \"blimp\"", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(output);
        var mistakes = json.RootElement.GetProperty("mistakes");
        var verdict = Assert.Single(mistakes.GetProperty("verdicts").EnumerateArray());
        Assert.Equal("lead-1", verdict.GetProperty("id").GetString());
        Assert.Equal("not_lead", verdict.GetProperty("label").GetString());
        Assert.Contains(verdict.GetProperty("signals").EnumerateArray(), signal => signal.GetProperty("criterion").GetString() == "AsksPrice");
        Assert.Contains("José", verdict.GetProperty("visitor")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("José", output, StringComparison.Ordinal);
        Assert.Equal("email", Assert.Single(mistakes.GetProperty("contacts").EnumerateArray()).GetProperty("field").GetString());
        Assert.Equal("blimp", Assert.Single(mistakes.GetProperty("missedMentions").EnumerateArray()).GetProperty("phrase").GetString());
        Assert.Empty(mistakes.GetProperty("forbiddenMentions").EnumerateArray());
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_and_skipped()
    {
        var (code, output, error) = await RunAsync("evaluate", await FileAsync("chats.jsonl", Lead, "{oops", Vendor), "--json");

        Assert.Equal(1, code);
        Assert.Contains("chats.jsonl, line 2: ", error, StringComparison.Ordinal);
        Assert.Contains("1 line was skipped.", error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetProperty("overall").GetProperty("n").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("skippedLines").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_something_else_does_not_flood_the_screen()
    {
        var (code, output, error) = await RunAsync("evaluate", await FileAsync("chats.csv", [.. Enumerable.Repeat("a;b", 500)]));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("500 lines were skipped.", error, StringComparison.Ordinal);
        Assert.True(error.Split('\n').Length < 30);
    }

    [Fact]
    public async Task What_a_terminal_would_obey_is_not_printed()
    {
        var chat = """{"id":"\u001b[2J","label":"lead","messages":[{"role":"visitor","text":"\u001b]0;mine\u0007 hi"}]}""";

        var (_, output, _) = await RunAsync("evaluate", await FileAsync("chats.jsonl", chat), "--mistakes");

        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u0007', output);
    }

    [Theory]
    [InlineData("Required argument", "evaluate")]
    [InlineData("no such file", "evaluate", "missing.jsonl")]
    [InlineData("this is a folder", "evaluate", ".")]
    [InlineData("--colour", "evaluate", "chats.jsonl", "--colour")]
    [InlineData("oracle", "evaluate", "chats.jsonl", "--assessor", "oracle")]
    [InlineData("\"evalute\" is unknown. Known are: evaluate", "evalute", "chats.jsonl")]
    public async Task Wrong_arguments_are_told_and_end_with_2(string message, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_options()
    {
        var (code, output, error) = await RunAsync("evaluate", "--help");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("--mistakes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "evaluate", "chats.jsonl")]
    [InlineData(true, "evalute")]
    [InlineData(true, "--environment=Development", "--urls=http://127.0.0.1:0", "evaluate", "chats.jsonl")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls=http://127.0.0.1:0")]
    [InlineData(false, "--urls", "http://127.0.0.1:0")]
    [InlineData(false, "Database:DataFolder=/data")]
    [InlineData(false, "/environment", "Testing")]
    public void Settings_start_the_server_and_words_do_not(bool isVerb, params string[] args) => Assert.Equal(isVerb, Verbs.Are(args));

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await Verbs.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<string> FileAsync(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.Path, name);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }
}

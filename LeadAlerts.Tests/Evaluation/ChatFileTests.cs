using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Tests.Evaluation;

public sealed class ChatFileTests
{
    [Fact]
    public void Everything_that_a_line_says_is_read()
    {
        var chat = ReadOne("""
            {"id":"c1","source":"shop","language":"de","category":"enquiry","region":"de","label":"lead","unknown":{"x":[1]},
             "business":"Dachdecker in Kiel","services":"Dach, Gauben",
             "messages":[{"role":"bot","text":"Moin!"},{"role":"visitor","text":"Dach undicht","acts":["need"]},{"role":"Agent","text":"Wo?"}],
             "contact":{"name":"Jörg","email":null,"phone":"+4915112345678"},"must_mention":["Dach"],"must_not_mention":["Preis"],
             "reference_summary":"first","reference_summaries":["first","second"]}
            """);

        Assert.Equal(("c1", "shop", "de", "enquiry", "DE", true), (chat.Id, chat.Source, chat.Language, chat.Category, chat.Region, chat.IsLead));
        Assert.Equal(("Dachdecker in Kiel", "Dach, Gauben"), (chat.Business.Kind, chat.Business.Services));
        Assert.Equal([MessageRole.Bot, MessageRole.Visitor, MessageRole.Agent], chat.Transcript.Lines.Select(line => line.Role));
        Assert.Equal([1, 2, 3], chat.Transcript.Lines.Select(line => line.Sequence));
        Assert.Equal("Dach undicht", chat.Transcript.Lines[1].Text);
        Assert.Equal(new VisitorContact("Jörg", null, "+4915112345678"), chat.Contact);
        Assert.Equal(["Dach"], chat.MustMention);
        Assert.Equal(["Preis"], chat.MustNotMention);
        Assert.Equal(["first", "second"], chat.References);
    }

    [Fact]
    public void Messages_alone_are_enough()
    {
        var chat = ReadOne("""{"messages":[{"role":"visitor","text":"hi"}],"label":null,"contact":null}""");

        Assert.Equal(("chats.jsonl, line 1", "chats", "US"), (chat.Id, chat.Source, chat.Region));
        Assert.Null(chat.IsLead);
        Assert.Null(chat.Contact);
        Assert.Null(chat.Language);
        Assert.Empty(chat.References);
        Assert.Empty(chat.MustMention);
    }

    [Fact]
    public void A_business_may_be_an_object()
    {
        var chat = ReadOne("""
            {"messages":[{"role":"visitor","text":"hi"}],
             "business":{"name":"Brightroof","services":["roofs","gutters"],"area":"Oakland","phones":["510 555 0199"],"emails":"hello@brightroof.example"}}
            """);

        Assert.Equal("Brightroof", chat.Business.Kind);
        Assert.Equal("roofs, gutters", chat.Business.Services);
        Assert.Equal("Oakland", chat.Business.ServiceArea);
        Assert.Equal("510 555 0199", chat.Business.OwnPhones);
        Assert.Equal("hello@brightroof.example", chat.Business.OwnEmails);
    }

    [Theory]
    [InlineData("""{"messages":[""", "not valid JSON")]
    [InlineData("""[{"messages":[]}]""", "no list around")]
    [InlineData("[", "no list around")]
    [InlineData("42", "no list around")]
    [InlineData("{}", "\"messages\"")]
    [InlineData("""{"messages":[]}""", "at least one message")]
    [InlineData("""{"messages":"hi"}""", "\"messages\"")]
    [InlineData("""{"messages":["hi"]}""", "message 1 has to be an object")]
    [InlineData("""{"messages":[{"role":"visitor"}]}""", "message 1 has no \"text\"")]
    [InlineData("""{"messages":[{"text":"hi"}]}""", "message 1 has no \"role\"")]
    [InlineData("""{"messages":[{"role":"visitor","text":"hi"},{"role":"customer","text":"hi"}]}""", "message 2 has the role \"customer\": use visitor, bot or agent")]
    [InlineData("""{"messages":[{"role":"visitor","text":"hi"}],"label":"yes"}""", "label \"yes\"")]
    [InlineData("""{"messages":[{"role":"visitor","text":"hi"}],"contact":"Ann"}""", "\"contact\"")]
    [InlineData("""{"messages":[{"role":"visitor","text":"hi"}],"language":{}}""", "\"language\"")]
    [InlineData("""{"messages":[{"role":"visitor","text":"\ud83d"}]}""", "half of a character")]
    public void What_is_wrong_is_told_with_its_place_and_the_rest_is_read(string line, string reason)
    {
        const string Good = """{"messages":[{"role":"visitor","text":"hi"}]}""";
        using var reader = new StringReader($"{Good}\n\n{line}\r\n{Good}\n");

        var lines = ChatFile.Read(reader, "chats.jsonl").ToList();

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("chats.jsonl, line 3: ", lines[1].Problem, StringComparison.Ordinal);
        Assert.Contains(reason, lines[1].Problem, StringComparison.Ordinal);
        Assert.Null(lines[1].Chat);
        Assert.Equal("chats.jsonl, line 4", lines[2].Chat?.Place);
    }

    [Theory]
    [InlineData("chats.jsonl", "chats")]
    [InlineData("a-1.jsonl", "a")]
    [InlineData("chats-2026-02.jsonl", "chats-2026")]
    [InlineData("chats2.jsonl", "chats2")]
    [InlineData("2026.jsonl", "2026")]
    public void Files_in_parts_are_one_source(string fileName, string source) => Assert.Equal(source, ChatFile.SourceOf(fileName));

    private static EvaluationChat ReadOne(string json)
    {
        using var reader = new StringReader(json.ReplaceLineEndings(" "));
        var line = Assert.Single(ChatFile.Read(reader, "chats.jsonl"));
        Assert.Null(line.Problem);
        return line.Chat!;
    }
}

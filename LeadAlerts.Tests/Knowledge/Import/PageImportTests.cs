using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Import;

namespace LeadAlerts.Tests.Knowledge.Import;

public sealed class PageImportTests
{
    private static readonly Uri Address = new("https://brightroof.example/faq");

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@context":"https://schema.org","@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Do you work on Sundays?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes, for <b>emergencies</b>.</p>"}}]}</script>""")]
    [InlineData("""<script type='application/LD+JSON; charset=utf-8'>{"@graph":[{"@type":"WebPage"},{"@type":["FAQPage"],"mainEntity":{"@type":["Question"],"name":"Do you work on Sundays?","acceptedAnswer":[{"text":"Yes, for emergencies."}],}}]}</script>""")]
    [InlineData("<details><summary>Do you work on Sundays? <svg><text>+</text></svg></summary><p>Yes, for emergencies.</p></details>")]
    [InlineData("<h3>Do you work on Sundays?</h3><p>Yes, for emergencies.</p><h3>Our team</h3><p>Ada and Sam.</p>")]
    [InlineData("<h3><button aria-expanded=false>Do you work on Sundays? <span>+</span></button></h3><div hidden>Yes, for emergencies.</div>")]
    [InlineData("<div><p><strong>1. Do you work on Sundays?</strong></p><p>Yes, for emergencies.</p></div>")]
    [InlineData("<div role=tab>Do you work on Sundays?</div><div style='display:none'>Yes, for emergencies.</div>")]
    [InlineData("<dl><dt>Do you work on Sundays?<dd>Yes, for emergencies.</dl><p>Other words stand here.</p>")]
    [InlineData("<h2>Do you\n work&nbsp;on <em>Sun</em>days?</h2>Yes,\tfor <a href=/e>emergencies</a>.<script>alert('Who?')</script><style>p{}</style>")]
    [InlineData("<h2>Do you work on Sundays?</h2><p>Yes, for emergencies.<h2>Do you work on Sundays?</h2><p>Asked twice, kept once.")]
    public void A_question_is_found_with_its_answer(string html)
    {
        var found = Find(html);

        var proposal = Assert.Single(found, one => one.Question == "Do you work on Sundays?");
        Assert.Equal("Yes, for emergencies.", proposal.Answer);
    }

    [Fact]
    public void Lists_become_lines_and_the_answer_ends_where_the_next_part_begins()
    {
        var found = Find("""
            <nav><a href=/>Home?</a></nav>
            <main><h2>Frequently asked questions</h2>
            <h3>What do you repair?</h3><ul><li>Roofs<li>Gutters</ul><p>And more.</p>
            <h4>In winter</h4><p>Only leaks.</p>
            <h3>Where do you work?</h3><p>Oakland<br>Berkeley</p></main>
            <footer><p>© Bright Roof</p></footer>
            """);

        Assert.Equal(
            ["What do you repair?", "Where do you work?"], found.Where(one => one.Question.EndsWith('?')).Select(one => one.Question));
        Assert.Equal("• Roofs\n• Gutters\nAnd more.\nIn winter\nOnly leaks.", found[0].Answer);
        Assert.Equal("Oakland\nBerkeley", found[1].Answer);
        Assert.DoesNotContain(found, one => one.Answer.Contains('©', StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_without_questions_is_cut_into_titled_passages()
    {
        var found = Find("""
            <title>Bright Roof – roofers in Oakland</title><nav>Home About Contact and many other places to go to</nav>
            <h1>Bright Roof</h1><p>We have repaired roofs in Oakland since 1987, with our own crew and our own trucks.</p>
            <h2>Opening hours</h2><p>Monday to Friday from 8 am to 6 pm, Saturday from 9 am to noon.</p>
            <h2>Contact</h2><p>Short.</p>
            """);

        Assert.Equal(["Bright Roof", "Opening hours"], found.Select(one => one.Question));
        Assert.StartsWith("Monday to Friday", found[1].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_keep_the_limits_of_the_book()
    {
        var sentence = string.Concat(Enumerable.Repeat("We repair every roof. ", 400));
        var asked = Find($"<h2>What do you do?</h2><p>{sentence}</p><h2>{new string('w', 301)}?</h2><p>Too long a question.</p>");
        var passages = Find($"<h1>About us</h1><p>{sentence}</p>");

        var answer = Assert.Single(asked, one => one.Question == "What do you do?");
        Assert.True(answer.Shortened);
        Assert.InRange(answer.Answer.Length, KnowledgeEntry.AnswerMaxLength / 2, KnowledgeEntry.AnswerMaxLength);
        Assert.EndsWith(".", answer.Answer, StringComparison.Ordinal);
        Assert.Equal("About us (2)", passages[1].Question);
        Assert.All(asked.Concat(passages), one =>
        {
            Assert.InRange(one.Question.Length, 1, KnowledgeEntry.QuestionMaxLength);
            Assert.InRange(one.Answer.Length, 1, KnowledgeEntry.AnswerMaxLength);
        });
    }

    [Theory]
    [InlineData("<h2>Is it &lt;b&gt;safe&lt;/b&gt; &amp; sound?</h2><p>&lt;script&gt;alert(1)&lt;/script&gt; is text.</p>", "Is it <b>safe</b> & sound?", "<script>alert(1)</script> is text.")]
    [InlineData("<h2>Kann man \u202Egnp.exe\u202C \u200Blesen?\u0000</h2><p>Ja\u2067, \uFEFFso.\u0007</p>", "Kann man gnp.exe lesen?", "Ja, so.")]
    [InlineData("<h2>هل تعملون يوم الأحد؟</h2><p>نعم.</p>", "هل تعملون يوم الأحد؟", "نعم.")]
    public void What_is_odd_is_text_and_nothing_else(string html, string question, string answer)
    {
        var proposal = Find(html)[0];

        Assert.Equal(question, proposal.Question);
        Assert.Equal(answer, proposal.Answer);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("""{"\ud800xxxxxxxx":1}""")]
    [InlineData("""{"@type":"Question","name":"\ud800?","acceptedAnswer":{"text":"x"}}""")]
    [InlineData("""{"@type":"Question","name":7,"acceptedAnswer":"x"}""")]
    [InlineData("""{"@type":"Question","name":"No answer?"}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("null")]
    public void Data_that_is_wrong_is_passed_over(string json)
    {
        var found = Find($"""<script type="application/ld+json">{json}</script><h2>Do you repair roofs?</h2><p>We do.</p>""");

        Assert.Equal("Do you repair roofs?", Assert.Single(found).Question);
    }

    [Theory]
    [InlineData("nested")]
    [InlineData("nested in bold")]
    [InlineData("formatting")]
    [InlineData("attributes")]
    [InlineData("attribute")]
    [InlineData("details")]
    [InlineData("lists")]
    [InlineData("angles")]
    [InlineData("marks")]
    [InlineData("pluses")]
    [InlineData("unclosed script")]
    [InlineData("headings")]
    public void A_page_made_to_hurt_is_read_like_any_other(string kind)
    {
        const string Asked = "<section><h2>Do you repair roofs?</h2><p>We do.</p></section>";
        var end = $"</b></div>{Asked}";
        var html = Asked + kind switch
        {
            "nested" => Repeat("<div>", 300_000) + end,
            "nested in bold" => Repeat("<b><i><p>", 150_000) + end,
            "formatting" => string.Concat(Enumerable.Range(0, 60_000).Select(at => $"<b a{at}>")) + Repeat("<p>", 60_000) + end,
            "attributes" => "<div " + string.Concat(Enumerable.Range(0, 200_000).Select(at => $"a{at} ")) + ">" + end,
            "attribute" => $"<div class='{new string('x', 1_500_000)}'>" + end,
            "details" => Repeat("<details><summary>", 80_000) + Repeat("</details>", 80_000) + end,
            "lists" => Repeat("<ul><li>a", 100_000) + Repeat("</ul>", 100_000) + end,
            "angles" => new string('<', 1_000_000) + end,
            "marks" => "<p>" + new string('\u0301', 1_000_000) + "</p>" + end,
            "pluses" => $"<h2>{new string('+', 500_000)}?</h2><p>x" + end,
            "headings" => Repeat("<h2>Why?</h2><p>So.</p>", 60_000) + end,
            _ => end + Repeat("<script>", 200_000),
        };

        var found = Find(html);

        Assert.Contains(found, one => one is { Question: "Do you repair roofs?", Answer: "We do." });
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static List<KnowledgeProposal> Find(string html) =>
    [
        .. KnowledgeImport.Read(Address, html)
            .Select(pair => ProposalText.Propose(pair.Question, pair.Answer))
            .OfType<KnowledgeProposal>()
            .DistinctBy(proposal => ProposalText.Key(proposal.Question)),
    ];
}

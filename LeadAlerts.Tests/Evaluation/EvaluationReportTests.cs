using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Evaluation;

public sealed class EvaluationReportTests
{
    [Fact]
    public async Task Each_group_has_the_figures_of_its_own_conversations()
    {
        var report = await ReportAsync(
            (Chat("a") with { IsLead = true, Category = "enquiry", Language = "en" }, Verdict(80)),
            (Chat("a") with { IsLead = false, Category = "vendor" }, Verdict(60)),
            (Chat("b") with { IsLead = true, Category = "enquiry" }, Verdict(20)),
            (Chat("b"), Verdict(99)));

        Assert.Equal((4, 3, 2), (report.Overall.Count, report.Overall.Verdicts.Labelled, report.Overall.Verdicts.Leads));
        Assert.Equal(0.5, report.Overall.Verdicts.Precision);
        Assert.Equal(["a", "b"], report.BySource.Select(group => group.Name));
        Assert.Equal(0.5, report.BySource[0].Figures.Verdicts.Precision);
        Assert.Null(report.BySource[1].Figures.Verdicts.Precision);
        Assert.Equal(["en", "unknown"], report.ByLanguage.Select(group => group.Name));
        Assert.Equal(["enquiry", "unknown", "vendor"], report.ByCategory.Select(group => group.Name));
        Assert.Equal([false, true, true, false], report.Chats.Select(chat => chat.IsMisjudged(report.Threshold)));
    }

    [Fact]
    public async Task What_there_is_nothing_to_measure_by_is_absent()
    {
        var figures = (await ReportAsync((Chat("a"), Verdict(50)))).Overall;

        Assert.Equal(1, figures.Count);
        Assert.Null(figures.Verdicts.F1);
        Assert.Null(figures.PrecisionRecallArea);
        Assert.Null(figures.Calibration);
        Assert.Null(figures.Email.Accuracy);
        Assert.Null(figures.CategoryAccuracy);
        Assert.Null(figures.MustMention);
        Assert.Null(figures.MustNotMention);
        Assert.Null(figures.Rouge);
        Assert.Null(new EvaluationReport([], 50).Overall.PerSecond);
    }

    [Fact]
    public async Task Mentions_are_looked_for_in_everything_that_a_reader_is_told()
    {
        var chat = Chat("a") with
        {
            MustMention = ["new roof", "by friday", "Call Ann", "ann@x.example", "415-555-2671", "skylight"],
            MustNotMention = ["gutters", "garage"],
        };
        var summary = new ConversationSummary(Guid.Empty, Guid.Empty, 1, "New roof", "test/1", Qualification.Chat.Now)
        {
            Timeline = new SummaryLine("By Friday", 1),
            Quote = new SummaryLine("no gutters please", 1),
            NextStep = "Call Ann",
        };

        var report = await ReportAsync((chat, Verdict(80, new VisitorContact("Ann", "ann@x.example", "+14155552671"), summary)));

        Assert.Equal(["skylight"], report.Chats[0].MissedMentions);
        Assert.Equal(["gutters"], report.Chats[0].ForbiddenMentions);
        Assert.Equal(5 / 6.0, report.Overall.MustMention);
        Assert.Equal(0.5, report.Overall.MustNotMention);
    }

    [Fact]
    public async Task A_category_that_the_product_does_not_know_is_not_counted()
    {
        var report = await ReportAsync(
            (Chat("a") with { Category = "Enquiry" }, Verdict(80)),
            (Chat("a") with { Category = "job seeker" }, Verdict(80)),
            (Chat("a") with { Category = "greeting" }, Verdict(80)));

        Assert.Equal([true, false, null], report.Chats.Select(chat => chat.CategoryIsRight));
        Assert.Equal(0.5, report.Overall.CategoryAccuracy);
    }

    [Fact]
    public async Task Speed_is_told_by_the_clock_and_memory_by_the_judging_alone()
    {
        var clock = new FakeTimeProvider();
        byte[]? kept = null;
        var evaluator = new Evaluator(
            (_, _) =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                kept = new byte[100_000];
                return ValueTask.FromResult(Verdict(50));
            },
            clock);

        var figures = Figures.Of(await evaluator.RunAsync([Chat("a"), Chat("a")], TestContext.Current.CancellationToken), 45);

        Assert.NotNull(kept);
        Assert.Equal(4, figures.PerSecond);
        Assert.InRange(figures.BytesEach!.Value, 100_000, 150_000);
    }

    [Fact]
    public async Task A_few_conversations_are_judged_several_times_to_warm_up()
    {
        var judged = 0;
        var evaluator = new Evaluator(
            (_, _) =>
            {
                judged++;
                return ValueTask.FromResult(Verdict(50));
            },
            TimeProvider.System);

        await evaluator.WarmUpAsync([Chat("a"), Chat("b")], atLeast: 5, TestContext.Current.CancellationToken);
        await evaluator.WarmUpAsync([], atLeast: 5, TestContext.Current.CancellationToken);

        Assert.Equal(6, judged);
    }

    private static EvaluationChat Chat(string source) =>
        new("chats.jsonl, line 1", "c", source, Qualification.Chat.Of("hi"), new BusinessProfile(), "US");

    private static Judgement Verdict(int score, VisitorContact? contact = null, ConversationSummary? summary = null) =>
        new(
            new Assessment(
                Guid.Empty, Guid.Empty, 1, score, ConversationCategory.NewEnquiry, [], contact ?? VisitorContact.None, "test/1", Qualification.Chat.Now),
            summary ?? new ConversationSummary(Guid.Empty, Guid.Empty, 1, "Hi", "test/1", Qualification.Chat.Now));

    private static async Task<EvaluationReport> ReportAsync(params (EvaluationChat Chat, Judgement Judgement)[] chats)
    {
        var judgements = new Queue<Judgement>(chats.Select(chat => chat.Judgement));
        var evaluator = new Evaluator((_, _) => ValueTask.FromResult(judgements.Dequeue()), TimeProvider.System);
        return new EvaluationReport(
            await evaluator.RunAsync([.. chats.Select(chat => chat.Chat)], TestContext.Current.CancellationToken), threshold: 50);
    }
}

using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts.Feedback;

public sealed class FeedbackTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_higher_threshold_is_proposed_where_it_costs_no_lead()
    {
        var answers = Answers(40, wrong: [42, 45, 50, 58, 61, 90], right: [64, 70, 88, 93], missed: []);
        var proposal = ThresholdProposal.Find(answers, 40, [10, 20, 35])!;

        Assert.Equal((62, 5, 6), (proposal.Threshold, proposal.Changed, proposal.Of));
        Assert.Equal("Raise the threshold to 62: it would have removed 5 of your 6 false alerts and no lead.", proposal.Text);
    }

    [Fact]
    public void A_lower_one_is_proposed_where_it_finds_leads_and_tells_little_else()
    {
        var answers = Answers(60, wrong: [70], right: [65, 70, 80, 85, 90, 95], missed: [48, 52, 55]);
        var proposal = ThresholdProposal.Find(answers, 60, [47, 50, 59])!;

        Assert.Equal((48, 3, 3, 2), (proposal.Threshold, proposal.Changed, proposal.Of, proposal.Extra));
        Assert.Contains("3 of 3 missed leads, and of 2 other chats", proposal.Text, StringComparison.Ordinal);

        // The same leads drowned among strangers are not worth it.
        Assert.Null(ThresholdProposal.Find(answers, 60, [.. Enumerable.Repeat(56, 40)]));
    }

    [Fact]
    public void Too_few_answers_and_mixed_ones_propose_nothing()
    {
        Assert.Null(ThresholdProposal.Find(Answers(40, [42, 45, 50, 58, 61], [64, 70, 88, 93], []), 40, []));
        Assert.Null(ThresholdProposal.Find(Answers(40, [52, 55, 60, 70, 80], [41, 42, 88, 93, 99], []), 40, []));
        Assert.Null(ThresholdProposal.Find(Answers(40, [], [41, 42, 50, 60, 70, 80, 88, 93, 99, 100], []), 40, []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_higher_proposal_never_costs_a_known_lead(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var current = random.Next(1, 101);
            var answers = Enumerable.Range(0, random.Next(0, 40))
                .Select(_ => random.Next(0, 101) is var score ? new Answer(score, score >= current, random.Next(2) == 0, Now) : null!)
                .ToList();
            if (ThresholdProposal.Find(answers, current, []) is { } proposal)
            {
                Assert.InRange(proposal.Threshold, 1, 100);
                Assert.NotEqual(current, proposal.Threshold);
                Assert.True(answers.Count >= ThresholdProposal.LeastAnswers);
                var (low, high) = proposal.IsHigher ? (current, proposal.Threshold) : (proposal.Threshold, current);
                var between = answers.Where(answer => answer.Score >= low && answer.Score < high).ToList();
                Assert.Equal(proposal.Changed, between.Count(answer => answer.IsLead != proposal.IsHigher));
                Assert.True(!proposal.IsHigher || between.All(answer => !answer.IsLead));
            }
        }
    }

    [Fact]
    public void Accuracy_counts_what_was_answered()
    {
        var accuracy = Accuracy.Of(Answers(40, wrong: [42, 45], right: [60, 70, 80], missed: [30]));
        Assert.Equal((3, 2, 1, 6), (accuracy.TrueAlerts, accuracy.FalseAlerts, accuracy.Missed, accuracy.Answers));
        Assert.Equal((0.6, 0.75), (accuracy.Precision, accuracy.Recall));
        Assert.Equal((null, null), (Accuracy.Of([]).Precision, Accuracy.Of([]).Recall));
    }

    [Fact]
    public async Task Words_and_deeds_of_the_inbox_count_for_their_own_site_and_propose()
    {
        var clock = new FakeTimeProvider(Now);
        await using var database = await TestDatabase.CreateAsync(clock);
        var mine = await OwnedSite.AddAsync(database, "mine", Now);
        var other = await OwnedSite.AddAsync(database, "other", Now);
        var desk = database.Get<LeadDesk>();
        foreach (var score in new[] { 42, 45, 50, 58, 61, 90 })
        {
            var lead = await AddLeadAsync(database, mine.Id, score);
            Assert.Single((await desk.SetStatusAsync(mine.Id, lead, LeadStatus.NotALead, mine.Member.Id)).Changes);
        }

        foreach (var score in new[] { 64, 70, 88 })
        {
            var lead = await AddLeadAsync(database, mine.Id, score);
            await desk.SetStatusAsync(mine.Id, lead, LeadStatus.Won, mine.Member.Id);
        }

        var feedback = database.Get<FeedbackQueries>();
        Assert.Null((await feedback.ReadAsync(mine.Id, Cancel)).Proposal);
        var missed = await AddChatAsync(database, mine.Id, 30, null);
        Assert.Equal(DeskOutcome.NotFound, await desk.MarkMissedAsync(other.Id, missed, true, other.Owner.Id, Cancel));
        Assert.Equal(DeskOutcome.Done, await desk.MarkMissedAsync(mine.Id, missed, true, mine.Owner.Id, Cancel));
        Assert.Equal("Ana", await desk.FindMissedByAsync(mine.Id, missed, Cancel));

        var report = await feedback.ReadAsync(mine.Id, Cancel);
        Assert.Equal(new Accuracy(3, 6, 1), report.Overall);
        Assert.Equal((new DateOnly(2026, 6, 1), report.Overall), (Assert.Single(report.Months).Month, report.Months[0].Accuracy));
        Assert.Equal(62, report.Proposal!.Threshold);
        Assert.Equal(0, (await feedback.ReadAsync(other.Id, Cancel)).Overall.Answers);

        // A member may not dismiss it; dismissed by an owner it stays away until more answers come.
        Assert.False(await feedback.DismissAsync(mine.Id, mine.Member.Id, report.Proposal, 10, Cancel));
        Assert.True(await feedback.DismissAsync(mine.Id, mine.Owner.Id, report.Proposal, 10, Cancel));
        Assert.Null((await feedback.ReadAsync(mine.Id, Cancel)).Proposal);
    }

    [Fact]
    public async Task Taking_not_a_lead_back_takes_the_word_back()
    {
        await using var database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        var site = await OwnedSite.AddAsync(database, "mine", Now);
        var lead = await AddLeadAsync(database, site.Id, 50);
        var desk = database.Get<LeadDesk>();
        var marked = await desk.SetStatusAsync(site.Id, lead, LeadStatus.NotALead, site.Member.Id);
        await using (var db = await database.OpenAsync())
        {
            var said = await db.LeadFeedback.SingleAsync(Cancel);
            Assert.Equal((50, 40, 1, "Sam", FeedbackSource.Inbox), (said.Score, said.Threshold, said.SettingsVersion, said.By, said.Source));
        }

        Assert.Equal(1, await desk.UndoAsync(site.Id, marked.Changes, site.Member.Id, Cancel));
        await using var after = await database.OpenAsync();
        Assert.Empty(await after.LeadFeedback.ToListAsync(Cancel));
    }

    private static List<Answer> Answers(int threshold, int[] wrong, int[] right, int[] missed) =>
    [
        .. wrong.Select(score => new Answer(score, score >= threshold, false, Now)),
        .. right.Concat(missed).Select(score => new Answer(score, score >= threshold, true, Now)),
    ];

    private static async Task<Lead> AddLeadAsync(TestDatabase database, Guid siteId, int score)
    {
        var lead = new Lead(siteId, Guid.NewGuid(), null, Now);
        lead.RecordReview(score, ConversationCategory.NewEnquiry, "Wants something", VisitorContact.None, Now);
        await using (var db = await database.OpenAsync())
        {
            db.Add(lead);
            await db.SaveChangesAsync(Cancel);
        }

        await AddChatAsync(database, siteId, score, lead.Id);
        return lead;
    }

    private static async Task<Guid> AddChatAsync(TestDatabase database, Guid siteId, int score, Guid? leadId)
    {
        var chat = new Conversation(siteId, "api", Guid.NewGuid().ToString(), Now);
        chat.RecordReview(1, score, (int)ConversationCategory.NewEnquiry, "Wants something", leadId);
        var assessment = new Assessment(siteId, chat.Id, 1, score, ConversationCategory.NewEnquiry, [], VisitorContact.None, "test", Now);
        assessment.RecordVerdict(1, 40, (int)AlertVerdict.Raised);
        await using var db = await database.OpenAsync();
        db.AddRange(chat, assessment);
        await db.SaveChangesAsync(Cancel);
        return chat.Id;
    }
}

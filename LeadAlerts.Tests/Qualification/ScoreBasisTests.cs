using System.Text.Json;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Tests.LanguageModel;
using LeadAlerts.Web.Demo;

namespace LeadAlerts.Tests.Qualification;

/// <summary>A stored score made again with other weights is what a review with those weights would have said.</summary>
public sealed class ScoreBasisTests
{
    private static readonly OwnCriterion Insurance = new(Guid.Parse("0190d5a2-6f0e-7c3b-9a51-3d1f5e7b8c24"), "tells of an insurance claim")
    {
        Examples = ["an adjuster is coming", "can you deal with my insurer after the storm?"],
    };

    private static readonly OwnCriterion Gutters = new(Guid.Parse("0190d5a2-6f0e-7c3b-9a51-3d1f5e7b8c25"), "asks about gutters", Against: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Made_again_with_any_weights_it_is_what_a_review_says(int seed)
    {
        var random = new Random(seed);
        foreach (var demo in DemoConversations.Load())
        {
            var transcript = Chat.Of(demo) with { EarlierConversations = random.Next(2) };
            var stored = Stored(Assess(transcript, new SiteCriteria(CriterionSetting.Defaults, [Insurance, Gutters])));
            for (var run = 0; run < 6; run++)
            {
                var criteria = new SiteCriteria(AnySettings(random), [AnyOwn(random, Insurance), AnyOwn(random, Gutters)]);

                var again = stored.Basis!.Score(new ScoreWeights(criteria.Settings, criteria.Own));

                var reviewed = Assess(transcript, criteria);
                Assert.Equal((reviewed.Score, reviewed.Category), (again.Score, again.Category));
            }
        }
    }

    [Fact]
    public void A_chat_without_words_stays_at_nothing()
    {
        var assessment = Chat.Assess("bot: Hi!");

        Assert.Equal(0, assessment.Basis!.Score(new ScoreWeights([], [])).Score);
        Assert.Null(assessment.Basis.Language);
    }

    [Theory]
    [InlineData(95)]
    [InlineData(60)]
    [InlineData(20)]
    public void What_a_language_model_added_is_made_again_too(int probability)
    {
        var random = new Random(probability);
        var transcript = Chat.Of(ModelWords.RoofChat);
        CheckedAnswer Answer(SiteCriteria criteria) => new(
            "model/review-1", ConversationCategory.NewEnquiry, probability,
            [new FoundCriterion(Criterion.AsksPrice, 4, "repair"), new FoundCriterion(Criterion.OwnFor, 2, "ceiling", criteria.Own[0])], null);
        Assessment Review(SiteCriteria criteria)
        {
            var question = new ReviewQuestion(transcript, Assess(transcript, criteria), criteria, Chat.Roofer);
            return ReviewMerge.Assess(question, Answer(criteria));
        }

        var stored = Stored(Review(new SiteCriteria(CriterionSetting.Defaults, [Insurance])));
        for (var run = 0; run < 30; run++)
        {
            var criteria = new SiteCriteria(AnySettings(random), [AnyOwn(random, Insurance) with { Against = false }]);

            var again = stored.Basis!.Score(new ScoreWeights(criteria.Settings, criteria.Own));

            var reviewed = Review(criteria);
            Assert.Equal((reviewed.Score, reviewed.Category), (again.Score, again.Category));
        }
    }

    [Fact]
    public void An_older_assessment_is_estimated_from_its_points_and_unchanged_weights_give_its_score()
    {
        var off = 0;
        foreach (var demo in DemoConversations.Load())
        {
            var then = new SiteCriteria(CriterionSetting.Defaults, [Insurance, Gutters]);
            var assessment = Assess(Chat.Of(demo), then);
            var estimate = ScoreBasis.Estimate(
                assessment.Score, assessment.Category, assessment.Signals, new ScoreWeights(then.Settings, then.Own),
                name => then.Own.FirstOrDefault(own => own.Name == name)?.Id);

            Assert.True(estimate.IsEstimate);
            Assert.Equal(assessment.Score, estimate.Score(new ScoreWeights(then.Settings, then.Own)).Score);

            // The owner's own criteria move an estimate as they move a real score, within what rounding took away.
            var without = estimate.Score(new ScoreWeights(then.Settings, [])).Score;
            off = Math.Max(off, Math.Abs(without - Assess(Chat.Of(demo), SiteCriteria.Shipped).Score));
        }

        Assert.InRange(off, 0, 25);
    }

    private static Assessment Assess(Core.Conversations.Transcript transcript, SiteCriteria criteria) =>
        new LeadQualifier().Assess(transcript, criteria, Chat.Roofer, "US", Chat.Now);

    /// <summary>The assessment with its basis as it comes back from the database.</summary>
    private static Assessment Stored(Assessment made) =>
        new(made.SiteId, made.ConversationId, made.ThroughSequence, made.Score, made.Category, made.Signals, made.Contact, made.Assessor, made.AssessedAt)
        {
            Basis = JsonSerializer.Deserialize<ScoreBasis>(JsonSerializer.Serialize(made.Basis, JsonSerializerOptions.Web), JsonSerializerOptions.Web),
        };

    private static List<CriterionSetting> AnySettings(Random random) =>
        [.. CriterionNames.Predefined.Select(criterion => new CriterionSetting(criterion, random.Next(21) * 10, random.Next(6) > 0))];

    private static OwnCriterion AnyOwn(Random random, OwnCriterion own) =>
        own with { Weight = random.Next(21) * 10, Enabled = random.Next(4) > 0, Against = random.Next(2) == 0 };
}

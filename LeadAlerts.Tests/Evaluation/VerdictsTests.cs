using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Tests.Evaluation;

public sealed class VerdictsTests
{
    private static readonly ScoredLabel[] Five = [new(90, true), new(80, false), new(70, true), new(70, false), new(10, true)];

    [Fact]
    public void The_threshold_itself_is_a_lead()
    {
        var verdicts = Verdicts.Of(Five, 80);

        Assert.Equal(new Verdicts(TruePositives: 1, FalsePositives: 1, FalseNegatives: 2, TrueNegatives: 1), verdicts);
        Assert.Equal(0.5, verdicts.Precision);
        Assert.Equal(1 / 3.0, verdicts.Recall);
        Assert.Equal(0.4, verdicts.F1);
        Assert.Equal(0.4, verdicts.Accuracy);
        Assert.Equal((5, 3), (verdicts.Labelled, verdicts.Leads));
    }

    [Fact]
    public void Where_nobody_is_called_a_lead_there_is_no_precision_but_recall_is_zero()
    {
        var verdicts = Verdicts.Of(Five, 100);

        Assert.Null(verdicts.Precision);
        Assert.Equal(0, verdicts.Recall);
        Assert.Equal(0, verdicts.F1);
    }

    [Fact]
    public void Where_there_are_no_leads_there_is_nothing_to_find()
    {
        ScoredLabel[] others = [new(90, false), new(10, false)];
        var verdicts = Verdicts.Of(others, 50);

        Assert.Equal(0, verdicts.Precision);
        Assert.Null(verdicts.Recall);
        Assert.Null(verdicts.F1);
        Assert.Null(Verdicts.AveragePrecision(others));
        Assert.Null(Verdicts.Of([], 50).Accuracy);
    }

    [Fact]
    public void Average_precision_takes_equal_scores_as_one_step_in_whatever_order_they_come()
    {
        // 1/3 of the leads at 1 of 1, 1/3 at 2 of 4, 1/3 at 3 of 5.
        Assert.Equal((1 + 0.5 + 0.6) / 3, Verdicts.AveragePrecision(Five)!.Value, 12);
        Assert.Equal((1 + 0.5 + 0.6) / 3, Verdicts.AveragePrecision([.. Five.Reverse()])!.Value, 12);
    }

    [Fact]
    public void Average_precision_is_one_where_all_leads_come_first_and_the_share_of_leads_where_all_scores_are_equal()
    {
        Assert.Equal(1, Verdicts.AveragePrecision([new(51, true), new(50, true), new(49, false)]));
        Assert.Equal(0.25, Verdicts.AveragePrecision([new(50, true), new(50, false), new(50, false), new(50, false)]));
    }

    [Fact]
    public void Calibration_is_the_gap_between_score_and_share_of_leads_weighted_by_how_many_there_are()
    {
        // 0: as expected. 80 to 89: 0.845 expected, 0.5 observed. 100 falls into the last bin: as expected.
        var calibration = Calibration.Of([new(0, false), new(80, true), new(89, false), new(100, true)])!;

        Assert.Equal(10, calibration.Bins.Count);
        var bin = calibration.Bins[8];
        Assert.Equal((80, 89, 2, 0.5), (bin.From, bin.To, bin.Count, bin.Observed));
        Assert.Equal(0.845, bin.Expected!.Value, 12);
        Assert.Equal(2 * 0.345 / 4, calibration.Error, 12);
        Assert.Equal(new CalibrationBin(90, 100, 1, 1, 1), calibration.Bins[9]);
        Assert.Equal(new CalibrationBin(10, 19, 0, null, null), calibration.Bins[1]);
        Assert.Null(Calibration.Of([]));
    }
}

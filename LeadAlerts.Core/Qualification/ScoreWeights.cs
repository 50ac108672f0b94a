using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Qualification;

/// <summary>How much every criterion counts by a site's settings, ready to be looked up. Never changes; safe to share between threads.</summary>
public sealed class ScoreWeights
{
    private const int Numbers = 128;

    private readonly double[] _factors = new double[Numbers];
    private readonly Dictionary<Guid, (double Factor, double LogOdds)> _own = [];

    /// <summary>Takes them from settings.</summary>
    /// <param name="settings">How the owner tuned each predefined criterion; one that is missing counts as shipped.</param>
    /// <param name="own">The owner's criteria that count; any other adds nothing.</param>
    public ScoreWeights(IEnumerable<CriterionSetting> settings, IEnumerable<OwnCriterion> own)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(own);
        Array.Fill(_factors, 1);

        // The first one counts where a criterion comes twice, as in a review.
        foreach (var setting in settings.Reverse())
        {
            _factors[(int)setting.Criterion] = setting.Enabled ? Math.Clamp(setting.Weight, 0, 200) / 100.0 : 0;
        }

        foreach (var criterion in own)
        {
            _own[criterion.Id] = (
                criterion.Enabled ? Math.Clamp(criterion.Weight, 0, 200) / 100.0 : 0,
                criterion.Against ? -OwnCriterionReader.LogOdds : OwnCriterionReader.LogOdds);
        }
    }

    /// <summary>What a criterion that is met counts, 0–2: 1 as shipped, 0 when it is switched off or not known.</summary>
    public double FactorOf(Criterion criterion, Guid? own) =>
        own is { } id ? (_own.TryGetValue(id, out var found) ? found.Factor : 0) : _factors[(int)criterion];

    /// <summary>What a part adds to the log-odds at 100 %: an owner's criterion by the side on which it stands now.</summary>
    public double LogOddsOf(ScorePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Own is { } id && _own.TryGetValue(id, out var found) ? found.LogOdds : part.LogOdds;
    }
}

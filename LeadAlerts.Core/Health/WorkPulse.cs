namespace LeadAlerts.Core.Health;

/// <summary>Tells when this server last looked for due work. Safe for use by several threads.</summary>
public sealed class WorkPulse(TimeProvider clock)
{
    private long _last = clock.GetTimestamp();

    /// <summary>How long ago that was; from the start on, before the first look.</summary>
    public TimeSpan SinceLastLook => clock.GetElapsedTime(Interlocked.Read(ref _last));

    /// <summary>Notes a look that succeeded.</summary>
    public void Beat() => Interlocked.Exchange(ref _last, clock.GetTimestamp());
}

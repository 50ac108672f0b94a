using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Accounts;

/// <summary>The product with room for many tries: all tests of a class come from one network within a minute.</summary>
public sealed class AccountsApp : IAsyncDisposable
{
    public LeadAlertsApp App { get; } = new(
        clock: null, new Dictionary<string, string> { ["Account:TriesPerNetworkPerMinute"] = "100000" });

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

using LeadAlerts.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookSecretsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    private readonly WebhookSecrets _secrets = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_signature_is_the_one_of_the_specifications_own_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSecrets.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", Now, "{\"test\": 2432232314}"));

    [Fact]
    public void A_secret_is_stored_so_that_a_copy_of_the_database_does_not_give_it_away()
    {
        var (shown, stored) = _secrets.Create();

        Assert.StartsWith("whsec_", shown, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(shown["whsec_".Length..]).Length);
        Assert.DoesNotContain(shown["whsec_".Length..], stored, StringComparison.Ordinal);
        Assert.NotEqual(shown, _secrets.Create().Shown);
    }

    [Fact]
    public void After_a_rotation_both_secrets_sign_for_a_day()
    {
        var (old, storedOld) = _secrets.Create();
        var (current, storedCurrent) = _secrets.Create();
        var endpoint = new WebhookEndpoint(Guid.NewGuid(), storedOld, Now);
        endpoint.RotateSecret(storedCurrent, Now);

        var during = _secrets.Sign(endpoint, "evt_1", Now.AddHours(24).AddTicks(-1), "{}").Split(' ');
        var after = _secrets.Sign(endpoint, "evt_1", Now.AddHours(24), "{}");

        Assert.Equal(
            [WebhookSecrets.Sign(current, "evt_1", Now.AddHours(24).AddTicks(-1), "{}"), WebhookSecrets.Sign(old, "evt_1", Now.AddHours(24).AddTicks(-1), "{}")],
            during);
        Assert.Equal(WebhookSecrets.Sign(current, "evt_1", Now.AddHours(24), "{}"), after);
    }

    [Theory]
    [InlineData(1, 0, 4)]
    [InlineData(1, 1, 6)]
    [InlineData(2, 0.5, 10)]
    [InlineData(5, 0.5, 80)]
    [InlineData(11, 0.5, 3600)]
    [InlineData(1000, 0.5, 3600)]
    public void Pauses_double_from_five_seconds_to_an_hour(int attempts, double jitter, double seconds) =>
        Assert.Equal(seconds, WebhookRetries.After(attempts, askedFor: null, jitter).TotalSeconds, 3);

    [Theory]
    [InlineData(120, 120)]
    [InlineData(1, 5)]
    [InlineData(86400, 3600)]
    [InlineData(-5, 5)]
    public void A_receiver_may_ask_for_a_longer_pause_up_to_an_hour(int asked, double seconds) =>
        Assert.Equal(seconds, WebhookRetries.After(1, TimeSpan.FromSeconds(asked), 0.5).TotalSeconds, 3);
}

using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Operations;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Operations;

public sealed class InstallationQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_language_model_did_today_is_summed_by_each_sites_own_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 10, 30, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(clock, services => services.Configure<LanguageModelOptions>(options =>
        {
            options.Endpoint = "https://model.example/v1";
            options.ApiKey = "key";
            options.Model = "small";
        }));
        var now = clock.GetUtcNow();
        var ahead = new Site("Kiritimati", "Pacific/Kiritimati", "KI", now);
        var here = new Site("London", "Europe/London", "GB", now);
        var behind = new Site("Pago Pago", "Pacific/Pago_Pago", "AS", now);
        var admin = new ApplicationUser { UserName = "ana@example.com", Email = "ana@example.com" };
        var role = new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7() };
        await using (var db = await database.OpenAsync())
        {
            db.AddRange(ahead, here, behind, admin, role, new IdentityUserRole<Guid> { UserId = admin.Id, RoleId = role.Id });
            db.AddRange(
                new LanguageModelUsage(ahead.Id, new DateOnly(2026, 6, 3)),
                new LanguageModelUsage(here.Id, new DateOnly(2026, 6, 2)),
                new LanguageModelUsage(behind.Id, new DateOnly(2026, 6, 1)),
                new LanguageModelUsage(ahead.Id, new DateOnly(2026, 6, 2)));
            await db.SaveChangesAsync(Cancel);
        }

        var report = (await database.Get<InstallationQueries>().ReadAsync(admin.Id, Cancel))!;

        Assert.Equal(3, report.Model!.Reviews);
    }
}

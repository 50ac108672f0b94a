using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Storage;

public sealed class SharedCommitsTests
{
    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        var commits = database.Get<SharedCommits>();
        var gate = database.Get<WriteGate>();
        Task<int>[] writes;
        using (await gate.EnterAsync(TestContext.Current.CancellationToken))
        {
            // They wait behind the gate together and so share one commit.
            writes = [.. Enumerable.Range(0, 20).Select(number => commits.RunAsync(async db =>
            {
                db.Add(new Site($"Site {number}", "UTC", "US", DateTimeOffset.UnixEpoch));
                await db.SaveChangesAsync();
                return number == 7 ? throw new InvalidOperationException("seven") : number;
            }))];
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[7]);
        for (var number = 0; number < writes.Length; number++)
        {
            Assert.Equal(number, number == 7 ? 7 : await writes[number]);
        }

        await using var db = await database.OpenAsync();
        var names = await db.Sites.Select(site => site.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(19, names.Count);
        Assert.DoesNotContain("Site 7", names);
    }
}

using Microsoft.Data.Sqlite;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>A data folder of its own for one test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("leadalerts-test-").FullName;

    public void Dispose()
    {
        // A pooled connection keeps the file open and, worse, would serve a deleted file to a later test of the same name.
        SqliteConnection.ClearAllPools();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process under test may still be writing its last log line; the machine clears its temporary folder itself.
        }
    }
}

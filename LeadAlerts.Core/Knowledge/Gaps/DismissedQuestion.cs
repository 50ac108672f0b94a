using System.Security.Cryptography;
using System.Text;

namespace LeadAlerts.Core.Knowledge.Gaps;

/// <summary>A question that a site does not want to answer. It holds none of the visitor's words, so it outlives the chat.</summary>
public sealed class DismissedQuestion
{
    /// <summary>The length of a key, in characters.</summary>
    public const int KeyLength = 64;

    private DismissedQuestion()
    {
    }

    /// <summary>Creates one.</summary>
    public DismissedQuestion(Guid siteId, string key, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Key = key;
        DismissedAt = now;
    }

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Tells the question from others of the site, see <see cref="KeyOf"/>; unique per site.</summary>
    public string Key { get; private set; } = "";

    /// <summary>When it was dismissed, UTC.</summary>
    public DateTimeOffset DismissedAt { get; private set; }

    /// <summary>The same for all questions with the same words that carry meaning, in any order; another at every site.</summary>
    public static string KeyOf(Guid siteId, IEnumerable<string> meanings)
    {
        var words = string.Join(' ', meanings.Order(StringComparer.Ordinal));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{siteId:N} {words}")));
    }
}

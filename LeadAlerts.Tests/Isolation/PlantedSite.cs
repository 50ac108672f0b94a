namespace LeadAlerts.Tests.Isolation;

/// <summary>A site of which every text holds two words that stand nowhere else.</summary>
/// <param name="Id">The site.</param>
/// <param name="OwnerId">Its owner.</param>
/// <param name="AgentId">Its other member.</param>
/// <param name="Word">The first of the words; a test may search for it.</param>
/// <param name="Twin">The second, which no test ever says: where it is read, something came across.</param>
internal sealed record PlantedSite(Guid Id, Guid OwnerId, Guid AgentId, string Word, string Twin)
{
    public required string OwnerEmail { get; init; }

    public required string AgentEmail { get; init; }

    public required string PublicKey { get; init; }

    public required string SecretKey { get; init; }

    public required string InvitationToken { get; init; }

    /// <summary>The token of a chat in the widget.</summary>
    public required string WidgetToken { get; init; }

    /// <summary>The address of a visitor who came to other sites too.</summary>
    public static string SharedEmail => "pat.traveller@example.com";

    public string Name => $"{Word} {Twin} Roofing";

    /// <summary>Rows of the site by what a parameter that takes one is called.</summary>
    public IReadOnlyDictionary<string, Guid> Rows { get; set; } = new Dictionary<string, Guid>();

    public long KnowledgeId { get; set; }

    public Guid LeadId => Rows["leadId"];

    public Guid ConversationId => Rows["conversationId"];

    public Guid AlertId => Rows["alertId"];

    public Guid RecipientId => Rows["recipientId"];

    public Guid MergedId => Rows["mergedId"];

    /// <summary>What of this site stands in a text; null when nothing does.</summary>
    /// <param name="text">What somebody else got to read.</param>
    /// <param name="asked">What that person asked for: it may come back.</param>
    public string? FindTrace(string text, string asked = "")
    {
        foreach (var word in new[] { Twin, Word, SecretKey, PublicKey, WidgetToken })
        {
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !asked.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
            }
        }

        return null;
    }
}

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>Tells which lead a chat belongs to, as a review does: its own, else the same visitor's, else one with the same address or number.</summary>
internal sealed class KnownVisitors
{
    private readonly Dictionary<int, BacktestLead> _byChat = [];
    private readonly Dictionary<string, BacktestLead> _byVisitor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BacktestLead> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BacktestLead> _byPhone = new(StringComparer.Ordinal);

    /// <summary>The lead that a chat belongs to; null when the visitor is not known as one.</summary>
    public BacktestLead? Find(int index, BacktestChat chat, BacktestReview review)
    {
        if (_byChat.TryGetValue(index, out var own))
        {
            return own;
        }

        if (chat.VisitorId is { } visitor && _byVisitor.TryGetValue(visitor, out var same))
        {
            return same;
        }

        var byEmail = review.Email is { } email ? _byEmail.GetValueOrDefault(email) : null;
        var byPhone = review.Phone is { } phone ? _byPhone.GetValueOrDefault(phone) : null;
        return byEmail is null || byPhone?.LastActivityAt > byEmail.LastActivityAt ? byPhone : byEmail;
    }

    /// <summary>Notes that a chat belongs to a lead, and what the chat tells of how to reach the visitor.</summary>
    public void Remember(int index, BacktestChat chat, BacktestReview review, BacktestLead lead)
    {
        // A lead keeps the id of the visitor with whom it began.
        if (_byChat.TryAdd(index, lead) && lead.Chats++ == 0 && chat.VisitorId is { } visitor)
        {
            _byVisitor[visitor] = lead;
        }

        lead.LastActivityAt = review.At;
        lead.Email = Replace(_byEmail, lead, lead.Email, review.Email);
        lead.Phone = Replace(_byPhone, lead, lead.Phone, review.Phone);
    }

    private static string? Replace(Dictionary<string, BacktestLead> leads, BacktestLead lead, string? was, string? now)
    {
        if (now is null)
        {
            return was;
        }

        if (was is not null && was != now && leads.GetValueOrDefault(was) == lead)
        {
            leads.Remove(was);
        }

        leads[now] = lead;
        return now;
    }
}

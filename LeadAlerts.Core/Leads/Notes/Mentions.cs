namespace LeadAlerts.Core.Leads.Notes;

/// <summary>A stretch of a note.</summary>
/// <param name="Text">What it says.</param>
/// <param name="UserId">The member whom it mentions; null for words that mention nobody.</param>
public sealed record NotePiece(string Text, Guid? UserId);

/// <summary>Finds in a note the members whom it mentions: an @ and the member's whole name.</summary>
public static class Mentions
{
    /// <summary>Cuts a note into pieces that, put together, are the note again.</summary>
    /// <param name="text">The note.</param>
    /// <param name="team">The site's members with the names that the others see; of two with the same name the first is meant.</param>
    public static IReadOnlyList<NotePiece> Split(string text, IEnumerable<(Guid UserId, string Name)> team)
    {
        var longestFirst = team.Where(member => member.Name.Length > 0).OrderByDescending(member => member.Name.Length).ToList();
        var pieces = new List<NotePiece>();
        var plainFrom = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            // An @ within a word is an address.
            var after = at + 1;
            var (userId, name) = at > 0 && char.IsLetterOrDigit(text[at - 1])
                ? default
                : longestFirst.FirstOrDefault(member =>
                    string.Compare(text, after, member.Name, 0, member.Name.Length, StringComparison.OrdinalIgnoreCase) == 0
                    && after + member.Name.Length <= text.Length
                    && (after + member.Name.Length == text.Length || !char.IsLetterOrDigit(text[after + member.Name.Length])));
            if (name is null)
            {
                continue;
            }

            if (at > plainFrom)
            {
                pieces.Add(new NotePiece(text[plainFrom..at], null));
            }

            plainFrom = after + name.Length;
            pieces.Add(new NotePiece(text[at..plainFrom], userId));
            at = plainFrom - 1;
            if (plainFrom >= text.Length)
            {
                break;
            }
        }

        if (plainFrom < text.Length)
        {
            pieces.Add(new NotePiece(text[plainFrom..], null));
        }

        return pieces;
    }
}

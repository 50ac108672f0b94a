using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>Mends a detail by a short correction: "sorry, 0149 not 0148", "*0149", "its .net not .com".</summary>
internal static class ContactCorrections
{
    private const int FewestDigits = 2;

    private const int MostDigits = 7;

    private const int MostWords = 16;

    /// <summary>The details after the correction; as they were when the message corrects nothing.</summary>
    public static (string? Email, string? Phone) Apply(TokenText text, string? email, string? phone, string region)
    {
        var corrects = (text.All & (WordKinds.Correction | WordKinds.Negation)) != 0 || text.IsMark(0, '*');
        if (!corrects || text.Count > MostWords || (email is null && phone is null))
        {
            return (email, phone);
        }

        return (email is null ? null : Email(text, email), phone is null ? null : Phone(text, phone, region));
    }

    private static string Phone(TokenText text, string phone, string region)
    {
        var (right, wrong) = ("", "");
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.Number && text[i].Length is >= FewestDigits and <= MostDigits)
            {
                var isWrong = IsNegated(text, i);
                (right, wrong) = isWrong ? (right, text.Word(i).ToString()) : (right.Length == 0 ? text.Word(i).ToString() : "?", wrong);
            }
        }

        if (right.Length == 0 || right is "?" || (wrong.Length == 0 && right.Length < 3))
        {
            return phone;
        }

        var mended = phone;
        if (wrong.Length == 0)
        {
            var isSure = text.IsMark(0, '*') || (text.All & WordKinds.Correction) != 0;
            mended = isSure && right.Length < phone.Length - 4 ? phone[..^right.Length] + right : phone;
        }
        else if (phone.LastIndexOf(wrong, StringComparison.Ordinal) is > 1 and var at)
        {
            mended = phone[..at] + right + phone[(at + wrong.Length)..];
        }

        return mended != phone && PhoneShape.Read(mended, region, isSpokenOf: true, isSpaced: true) is { } number ? number : phone;
    }

    private static string Email(TokenText text, string email)
    {
        var (right, wrong) = ("", "");
        for (var i = 1; i < text.Count; i++)
        {
            if (text[i].Is(WordKinds.Ender) && (text.IsMark(i - 1, '.') || text[i - 1].Is(WordKinds.Dot)))
            {
                (right, wrong) = IsNegated(text, i - 1) ? (right, text.Word(i).ToString()) : (text.Word(i).ToString(), wrong);
            }
        }

        var dot = email.LastIndexOf('.');
        return right.Length > 0 && (wrong.Length == 0 || email.AsSpan(dot + 1).SequenceEqual(wrong)) ? email[..(dot + 1)] + right : email;
    }

    private static bool IsNegated(TokenText text, int i) =>
        (i > 0 && text[i - 1].Is(WordKinds.Negation)) || (i > 1 && text.IsMark(i - 1, '.') && text[i - 2].Is(WordKinds.Negation));
}

using System.Buffers;
using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>A word, a number or a sign with what it means.</summary>
/// <param name="Token">Where it stands.</param>
/// <param name="Entry">What the lexicon knows of it.</param>
/// <param name="IsKnown">True when the lexicon knows it.</param>
/// <param name="Weight">How telling it is, 0–1; 0 for signs.</param>
/// <param name="Negated">True when the text denies it.</param>
internal readonly record struct MeaningPiece(Token Token, LexiconEntry Entry, bool IsKnown, float Weight, bool Negated)
{
    public bool IsWord => Token.IsWord;
}

/// <summary>A folded text as pieces with their meaning. Rents its memory; dispose it. Reused from text to text.</summary>
internal sealed class MeaningText : IDisposable
{
    // How far a "not" reaches, in words that mean something; a time or a day only when it comes next.
    private const int Reach = 3;

    private static readonly byte Negation = Lexicon.ClassNumber("NEG");
    private static readonly byte Affirmation = Lexicon.ClassNumber("YES");
    private static readonly FrozenSet<byte> Pronouns = WordWeights.Numbers("PRON1", "PRON2", "PRON3");
    private static readonly FrozenSet<byte> Times = WordWeights.Numbers("DAY", "UNIT");
    private static readonly FrozenSet<uint> Denials = WordWeights.Hashes("no not none never neither without nothing nobody unnecessary");
    private static readonly uint Not = FeatureHash.Of("not");
    private static readonly FrozenSet<uint> Breaks = WordWeights.Hashes("but however although though");

    // "I can't come at night" denies the coming, not the night.
    private static readonly FrozenSet<uint> Inabilities = WordWeights.Hashes("cant cannot cnt couldnt");

    private readonly Tokens tokens = new();
    private MeaningPiece[] pieces = ArrayPool<MeaningPiece>.Shared.Rent(128);

    /// <summary>The text that was read.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How many pieces there are.</summary>
    public int Count { get; private set; }

    /// <summary>The pieces in order.</summary>
    public ReadOnlySpan<MeaningPiece> Pieces => pieces.AsSpan(0, Count);

    /// <summary>How many words there are.</summary>
    public int Words { get; private set; }

    /// <summary>True when the text agrees to something and denies nothing.</summary>
    public bool Agrees { get; private set; }

    /// <summary>True when the text denies something.</summary>
    public bool Denies { get; private set; }

    /// <summary>The letters of a piece as the lexicon spells them.</summary>
    public ReadOnlySpan<char> LettersOf(MeaningPiece piece) => tokens.LettersOf(piece.Token);

    /// <summary>Reads a folded text in place of what was read before.</summary>
    public void Read(string folded, LanguageLexicon language)
    {
        Text = folded;
        tokens.Read(folded.Length <= ActFeatures.TextMaxLength ? folded : folded.AsSpan(0, ActFeatures.TextMaxLength));
        if (pieces.Length < tokens.Count)
        {
            ArrayPool<MeaningPiece>.Shared.Return(pieces);
            pieces = ArrayPool<MeaningPiece>.Shared.Rent(tokens.Count);
        }

        Count = tokens.Count;
        Words = 0;
        Denies = Agrees = false;
        for (var i = 0; i < Count; i++)
        {
            var token = tokens.Span[i];
            if (!token.IsWord)
            {
                pieces[i] = new MeaningPiece(token, default, false, 0, false);
                continue;
            }

            var known = language.TryFind(token.Hash, out var entry);
            pieces[i] = new MeaningPiece(token, entry, known, known ? WordWeights.Of(entry) : 1, false);
            Words++;
            Agrees |= known && entry.Class == Affirmation;
            Denies |= known && entry.Class == Negation && Denials.Contains(entry.Lemma);
        }

        Agrees &= !Denies;
        if (Denies)
        {
            Deny();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tokens.Dispose();
        ArrayPool<MeaningPiece>.Shared.Return(pieces);
        pieces = [];
        Count = 0;
    }

    private void Deny()
    {
        for (var i = 0; i < Count; i++)
        {
            var piece = pieces[i];
            if (!piece.IsKnown || piece.Entry.Class != Negation || !Denials.Contains(piece.Entry.Lemma) || IsAnswer(i))
            {
                continue;
            }

            var reached = DenyAfter(i, Inabilities.Contains(piece.Token.Hash) ? 1 : Reach);

            // "Urgent nahi hai", "dringend ist es nicht": what comes before is meant where nothing follows.
            if (!reached && piece.Entry.Lemma == Not)
            {
                DenyBefore(i);
            }
        }
    }

    /// <summary>True for the "no" of "no, it is …": it answers, and denies nothing that follows.</summary>
    private bool IsAnswer(int at) => at == 0 && Count > 1 && pieces[0].Entry.Lemma != Not && pieces[1].IsKnown && Pronouns.Contains(pieces[1].Entry.Class);

    private bool DenyAfter(int at, int reach)
    {
        var passed = 0;
        for (var i = at + 1; i < Count && passed < reach; i++)
        {
            var piece = pieces[i];
            if (Ends(piece))
            {
                break;
            }

            if (piece.Weight > 0)
            {
                passed++;
                if (passed == 1 || !Times.Contains(piece.Entry.Class))
                {
                    pieces[i] = piece with { Negated = true };
                }
            }
        }

        return passed > 0;
    }

    private void DenyBefore(int at)
    {
        var passed = 0;
        for (var i = at - 1; i >= 0 && passed < 2 && !Ends(pieces[i]); i--)
        {
            if (pieces[i].Weight > 0)
            {
                passed++;
                pieces[i] = pieces[i] with { Negated = true };
            }
        }
    }

    private bool Ends(MeaningPiece piece) => piece.IsWord
        ? piece.IsKnown && Breaks.Contains(piece.Entry.Lemma)
        : Text[piece.Token.Start] is '.' or ',' or ';' or '!' or '?' or ':' or '(' or ')';
}

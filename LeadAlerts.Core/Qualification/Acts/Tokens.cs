using System.Buffers;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>A word, a run of digits or a sign of a folded text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 code units.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="From">Where its letters begin in <see cref="Tokens.Letters"/>.</param>
/// <param name="To">Where they end, exclusive.</param>
/// <param name="Hash">A hash of its letters.</param>
/// <param name="IsWord">True when it is made of letters.</param>
internal readonly record struct Token(int Start, int End, int From, int To, uint Hash, bool IsWord);

/// <summary>
/// The tokens of a folded text, written the one way that the model knows: ß as ss, a letter at most twice in a row, a run of digits
/// as its length. Rents its memory; dispose it.
/// </summary>
internal sealed class Tokens : IDisposable
{
    private const char DigitMark = '\u0001';

    private char[] letters = ArrayPool<char>.Shared.Rent(512);
    private Token[] tokens = ArrayPool<Token>.Shared.Rent(128);
    private int letterCount;

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>The letters of all tokens.</summary>
    public ReadOnlySpan<char> Letters => letters.AsSpan(0, letterCount);

    /// <summary>The tokens in order.</summary>
    public ReadOnlySpan<Token> Span => tokens.AsSpan(0, Count);

    /// <summary>The letters of one token.</summary>
    public ReadOnlySpan<char> LettersOf(Token token) => letters.AsSpan(token.From, token.To - token.From);

    /// <summary>Reads a text that <see cref="FoldedText"/> has folded, in place of what was read before.</summary>
    public void Read(ReadOnlySpan<char> folded)
    {
        Count = 0;
        letterCount = 0;
        var i = 0;
        while (i < folded.Length)
        {
            var c = folded[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                i++;
            }
            else if (char.IsLetter(c))
            {
                i = ReadWord(folded, i);
            }
            else if (char.IsDigit(c))
            {
                var start = i;
                while (i < folded.Length && char.IsDigit(folded[i]))
                {
                    i++;
                }

                var from = letterCount;
                Put(DigitMark);
                Put((char)('0' + Math.Min(i - start, 5)));
                Add(start, i, from, isWord: false);
            }
            else
            {
                var length = char.IsHighSurrogate(c) && i + 1 < folded.Length && char.IsLowSurrogate(folded[i + 1]) ? 2 : 1;
                var from = letterCount;
                Put(c);
                if (length == 2)
                {
                    Put(folded[i + 1]);
                }

                Add(i, i + length, from, isWord: false);
                i += length;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(letters);
        ArrayPool<Token>.Shared.Return(tokens);
        letters = [];
        tokens = [];
        Count = letterCount = 0;
    }

    private int ReadWord(ReadOnlySpan<char> folded, int start)
    {
        var from = letterCount;
        var i = start;
        for (; i < folded.Length; i++)
        {
            var c = folded[i];
            var apostrophe = c == '\'' && i + 1 < folded.Length && char.IsLetter(folded[i + 1]);
            if (!char.IsLetter(c) && !apostrophe)
            {
                break;
            }

            if (i - start >= 2 && folded[i - 1] == c && folded[i - 2] == c)
            {
                continue;
            }

            if (c == 'ß')
            {
                Put('s');
                Put('s');
            }
            else if (!apostrophe)
            {
                Put(c);
            }
        }

        Add(start, i, from, isWord: true);
        return i;
    }

    private void Put(char c)
    {
        if (letterCount == letters.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(letters.Length * 2);
            letters.AsSpan(0, letterCount).CopyTo(larger);
            ArrayPool<char>.Shared.Return(letters);
            letters = larger;
        }

        letters[letterCount++] = c;
    }

    private void Add(int start, int end, int from, bool isWord)
    {
        if (Count == tokens.Length)
        {
            var larger = ArrayPool<Token>.Shared.Rent(tokens.Length * 2);
            tokens.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<Token>.Shared.Return(tokens);
            tokens = larger;
        }

        tokens[Count++] = new Token(start, end, from, letterCount, FeatureHash.Of(letters.AsSpan(from, letterCount - from)), isWord);
    }
}

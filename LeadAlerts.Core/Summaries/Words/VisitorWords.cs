using System.Buffers;
using System.Globalization;
using System.Text;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>All that the visitor typed, word by word. Rents its memory; dispose it. For one thread.</summary>
internal sealed class VisitorWords : IDisposable
{
    /// <summary>Of what the site said before, this much is compared with the visitor's words, in UTF-16 code units.</summary>
    private const int HeardMaxLength = 300;

    private static readonly uint May = FeatureHash.Of("may");

    private readonly int[] firsts;
    private readonly FoldedText? said;
    private List<(int Word, string Text)>? replacements;
    private VisitorWord[] words = ArrayPool<VisitorWord>.Shared.Rent(128);

    /// <summary>Reads the words of every message.</summary>
    public VisitorWords(ConversationActs conversation)
    {
        Conversation = conversation;
        Does = new ActStrengths(conversation);
        var book = WordBook.Of(conversation.Language);
        firsts = new int[conversation.Messages.Count + 1];
        using var tokens = new Tokens();
        var repeated = new HashSet<uint>();
        var heard = new HashSet<uint>();
        for (var message = 0; message < conversation.Messages.Count; message++)
        {
            firsts[message] = Count;
            Hear(conversation.Messages[message].AskedBefore, tokens, heard);
            tokens.Read(conversation.Messages[message].Text.Value);
            Add(tokens.Span, message, book, repeated, heard);
        }

        firsts[^1] = Count;
    }

    /// <summary>Reads the words of something the site said, as if it were a message.</summary>
    public VisitorWords(VisitorWords visitor, FoldedText said)
    {
        (Conversation, Does) = (visitor.Conversation, visitor.Does);
        this.said = said;
        firsts = new int[2];
        using var tokens = new Tokens();
        tokens.Read(said.Value);
        Add(tokens.Span, 0, WordBook.Of(Conversation.Language), [], []);
        firsts[^1] = Count;
    }

    /// <summary>The conversation with what each message does.</summary>
    public ConversationActs Conversation { get; }

    /// <summary>How surely each message does what.</summary>
    public ActStrengths Does { get; }

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many messages there are.</summary>
    public int Messages => firsts.Length - 1;

    /// <summary>A word by its place.</summary>
    public ref VisitorWord this[int index] => ref words[index];

    /// <summary>The place of the first word of a message; of the message after the last one, <see cref="Count"/>.</summary>
    public int First(int message) => firsts[message];

    /// <summary>The folded letters of a word.</summary>
    public ReadOnlySpan<char> Folded(int index) =>
        Text(words[index].Message).Value.AsSpan(words[index].Start, words[index].End - words[index].Start);

    /// <summary>The number of the message that a word stands in.</summary>
    public int Sequence(int index) => Conversation.Messages[words[index].Message].Line.Sequence;

    /// <summary>True when the word is this sign.</summary>
    public bool IsSign(int index, char sign) => words[index].Has(WordMarks.Sign) && Folded(index)[0] == sign;

    /// <summary>How many words, as people count them, stand in a stretch and are told.</summary>
    public int Length(int from, int to)
    {
        var length = 0;
        var counted = false;
        for (var i = from; i < to; i++)
        {
            counted &= words[i].Has(WordMarks.Glued);
            if (!counted && !words[i].IsOut && !words[i].Has(WordMarks.Sign))
            {
                length++;
                counted = true;
            }
        }

        return length;
    }

    /// <summary>Adds marks to a stretch.</summary>
    public void Mark(int from, int to, WordMarks marks)
    {
        for (var i = from; i < to; i++)
        {
            words[i].Marks |= marks;
        }
    }

    /// <summary>Writes a stretch as typed, on one line with single spaces, without what is left out, and marks it.</summary>
    public void Write(StringBuilder text, int from, int to, WordMarks marks = WordMarks.None)
    {
        Mark(from, to, marks);
        var skipped = true;
        for (var i = from; i < to; i++)
        {
            ref readonly var word = ref words[i];
            if (word.IsOut)
            {
                skipped = true;
                continue;
            }

            // A sign that follows what is left out stays where it was, the comma after a phone number too.
            if (text.Length > 0 && text[^1] != ' ' && (!word.Has(WordMarks.Glued) || (skipped && i > from && word.IsWord)))
            {
                text.Append(' ');
            }

            var original = word.Has(WordMarks.Replaced) ? Replacement(i) : Text(word.Message).Original.AsSpan(word.Start, word.End - word.Start);
            text.Append(original.ContainsAny(MessageText.Turns) ? MessageText.DropTurns(original.ToString()) : original);
            skipped = false;
        }
    }

    /// <summary>Puts words that the visitor typed later in the place of a stretch that holds no more.</summary>
    public void Replace(int from, int to, int laterFrom, int laterTo)
    {
        var message = Conversation.Messages[words[laterFrom].Message].Text.Original;
        replacements ??= [];
        replacements.RemoveAll(one => one.Word == from);
        replacements.Add((from, message[words[laterFrom].Start..words[laterTo - 1].End]));
        Mark(from, from + 1, WordMarks.Replaced);
        Mark(from + 1, to, WordMarks.Gone);
    }

    private FoldedText Text(int message) => said ?? Conversation.Messages[message].Text;

    /// <summary>What stands in the place of a word.</summary>
    private string Replacement(int word)
    {
        foreach (var one in replacements!)
        {
            if (one.Word == word)
            {
                return one.Text;
            }
        }

        return "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<VisitorWord>.Shared.Return(words);
        words = [];
        Count = 0;
    }

    private void Add(ReadOnlySpan<Token> tokens, int message, WordBook book, HashSet<uint> repeated, HashSet<uint> heard)
    {
        var (text, original) = (Text(message).Value, Text(message).Original);
        var asked = said is null ? Conversation.Messages[message].AskedBefore : "";
        var end = 0;
        for (var at = 0; at < tokens.Length; at++)
        {
            var token = tokens[at];
            if (token.End - token.Start == 1 && char.IsSurrogate(text[token.Start]))
            {
                // Half a character is no text.
                continue;
            }

            if (Count == words.Length)
            {
                var larger = ArrayPool<VisitorWord>.Shared.Rent(words.Length * 2);
                words.AsSpan(0, Count).CopyTo(larger);
                ArrayPool<VisitorWord>.Shared.Return(words);
                words = larger;
            }

            var known = Conversation.Words.TryFind(token.Hash, out var entry) && token.IsWord;
            var marks = known ? WordMarks.Known : WordMarks.None;
            marks |= token.Start == end && end > 0 ? WordMarks.Glued : 0;
            marks |= text.AsSpan(end, token.Start - end).IndexOfAny('\n', '\r') >= 0 ? WordMarks.NewLine : 0;
            marks |= token.IsWord ? char.IsUpper(original[token.Start]) ? WordMarks.Capital : 0
                : char.IsDigit(text[token.Start]) ? WordMarks.Digits : WordMarks.Sign;
            if (heard.Count > 0 && (marks & WordMarks.Sign) == 0 && IsHeard(text.AsSpan(token.Start, token.End - token.Start), token.IsWord, known ? entry : default, heard, asked))
            {
                marks |= WordMarks.Heard;
            }

            if (token.IsWord && token.End - token.Start >= 3 && !repeated.Add(known ? entry.Lemma : token.Hash))
            {
                marks |= WordMarks.Repeated;
            }

            var uses = book.Find(token.Hash, known ? entry.Lemma : 0);
            if (entry.Class == WordClass.Negation && (uses & (WordUses.TimeLead | WordUses.Deny)) == WordUses.TimeLead)
            {
                // Portuguese "no" is "in the", whatever it is in other languages.
                entry = default;
            }

            if (token.Hash == May && Conversation.Language == "en" && StandsByDay(tokens, at, text))
            {
                entry = entry with { Class = WordClass.Day };
            }

            words[Count++] = new VisitorWord
            {
                Start = token.Start,
                End = token.End,
                Hash = token.Hash,
                Lemma = known ? entry.Lemma : 0,
                Class = known ? entry.Class : (byte)0,
                Uses = uses,
                Message = (short)message,
                Marks = marks,
            };
            end = token.End;
        }
    }

    /// <summary>"10 may", "22nd of may", "may 5": the month, where English has one word for it and for "might".</summary>
    private static bool StandsByDay(ReadOnlySpan<Token> tokens, int at, string text)
    {
        var before = at - 1;
        if (before > 0 && tokens[before].IsWord && text.AsSpan(tokens[before].Start, tokens[before].End - tokens[before].Start) is "of")
        {
            before--;
        }

        if (before > 0 && tokens[before].Start == tokens[before - 1].End && text.AsSpan(tokens[before].Start, tokens[before].End - tokens[before].Start) is "st" or "nd" or "rd" or "th")
        {
            before--;
        }

        return (before >= 0 && IsDay(tokens[before], text)) || (at + 1 < tokens.Length && IsDay(tokens[at + 1], text));
    }

    private static bool IsDay(Token token, string text) =>
        !token.IsWord && int.TryParse(text.AsSpan(token.Start, token.End - token.Start), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31;

    /// <summary>The lemmas of what the site said before.</summary>
    private void Hear(string asked, Tokens tokens, HashSet<uint> heard)
    {
        heard.Clear();
        tokens.Read(asked.AsSpan(Math.Max(0, asked.Length - HeardMaxLength)));
        foreach (var token in tokens.Span)
        {
            heard.Add(Conversation.Words.TryFind(token.Hash, out var entry) ? entry.Lemma : token.Hash);
        }
    }

    /// <summary>True when the site has said it: the same letters, within another word too ("box" in "boxes"), or another form of the word.</summary>
    private static bool IsHeard(ReadOnlySpan<char> text, bool isWord, LexiconEntry entry, HashSet<uint> heard, string asked)
    {
        if (text.Length < (isWord ? 3 : 2))
        {
            return false;
        }

        return (isWord && entry.Class != 0 && heard.Contains(entry.Lemma))
            || asked.AsSpan(Math.Max(0, asked.Length - HeardMaxLength)).Contains(text, StringComparison.Ordinal);
    }
}

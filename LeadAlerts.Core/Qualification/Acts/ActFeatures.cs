using System.Buffers;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>A feature of a message, and where in the message's text it stands.</summary>
/// <param name="Hash">What it is.</param>
/// <param name="Start">Where it begins in the text; −1 when it is no stretch of the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct Feature(uint Hash, int Start, int End);

/// <summary>
/// The features of one message: its words and parts of words, their English lemmas and classes, what the site asked before and said
/// after it, what the visitor said before, and where it stands. Rents its memory; dispose it. Reused from message to message.
/// </summary>
internal sealed class ActFeatures : IDisposable
{
    /// <summary>How much of a message is read, in UTF-16 code units.</summary>
    public const int TextMaxLength = 1000;

    private const int NeighbourMaxLength = 160;
    private const int EarlierMaxLength = 300;

    // What keeps apart the same word as a word, as a part of a word, in the site's question and so on.
    private const uint WordSalt = 0x11, PartSalt = 0x22, AskedSalt = 0x33, SaidSalt = 0x44, EarlierSalt = 0x55, LemmaSalt = 0x66,
        ClassSalt = 0x77, AskedLemmaSalt = 0x88, EarlierClassSalt = 0x99, ShapeSalt = 0xAA, SaidLemmaSalt = 0xBB, MixedSalt = 0xCC;

    private readonly Tokens tokens = new();
    private Feature[] features = ArrayPool<Feature>.Shared.Rent(2048);
    private int count;

    /// <summary>The features, with repeats.</summary>
    public ReadOnlySpan<Feature> Span => features.AsSpan(0, count);

    /// <summary>Reads the features of one message.</summary>
    /// <param name="message">The message with its neighbours.</param>
    /// <param name="place">Where it stands in the conversation.</param>
    /// <param name="lexicon">The words of the conversation's language.</param>
    /// <param name="trade">Lemmas of what the business offers.</param>
    public void Read(Reading message, MessagePlace place, LanguageLexicon lexicon, IReadOnlySet<uint> trade)
    {
        count = 0;
        var text = Capped(message.Text.Value, TextMaxLength);
        tokens.Read(text);
        Words(WordSalt, 3, spans: true);
        Parts();
        Lemmas(lexicon, LemmaSalt, ClassSalt, spans: true);
        Mixed(lexicon);
        var ofTrade = OfTrade(lexicon, trade);
        var words = tokens.Count;
        var question = text.Contains('?');

        if (message.AskedBefore.Length > 0)
        {
            var asked = message.AskedBefore.AsSpan();
            tokens.Read(asked.Length <= NeighbourMaxLength ? asked : asked[^NeighbourMaxLength..]);
            Words(AskedSalt, 2, spans: false);
            Lemmas(lexicon, AskedLemmaSalt, 0, spans: false);
            Shape(asked.Contains('?') ? 1u : 2u, (uint)Math.Min(words, 4));
        }
        else
        {
            Shape(3, place.Index == 0 ? 0u : 1u);
        }

        if (message.SaidAfter.Length > 0)
        {
            tokens.Read(Capped(message.SaidAfter, NeighbourMaxLength));
            Words(SaidSalt, 1, spans: false);
            Lemmas(lexicon, SaidLemmaSalt, 0, spans: false);
        }

        if (place.Earlier.Length > 0)
        {
            var earlier = place.Earlier.AsSpan();
            tokens.Read(earlier.Length <= EarlierMaxLength ? earlier : earlier[^EarlierMaxLength..]);
            Words(EarlierSalt, 1, spans: false);
            Lemmas(lexicon, 0, EarlierClassSalt, spans: false);
        }

        Shape(4, (uint)Math.Min(place.Index, 3));
        Shape(5, place.IsLast ? 1u : 0u);
        Shape(6, (uint)Math.Log2(1 + text.Length));
        Shape(7, question ? 1u : 0u);
        Shape(8, trade.Count == 0 ? 3u : (uint)Math.Min(ofTrade, 2));
        Shape(9, (place.HasPhone ? 1u : 0u) + (place.HasEmail ? 2u : 0u));
        Shape(10, lexicon.IsEnglish ? 1u : 0u);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tokens.Dispose();
        ArrayPool<Feature>.Shared.Return(features);
        features = [];
        count = 0;
    }

    private static ReadOnlySpan<char> Capped(string text, int length) => text.Length <= length ? text : text.AsSpan(0, length);

    private void Words(uint salt, int longest, bool spans)
    {
        var all = tokens.Span;
        for (var i = -1; i < all.Length; i++)
        {
            // −1 and Length stand for the beginning and the end of the message.
            var hash = salt;
            for (var length = 1; length <= longest && i + length <= all.Length + 1; length++)
            {
                var at = i + length - 1;
                hash = FeatureHash.Next(hash, at < 0 ? 1u : at == all.Length ? 2u : all[at].Hash);
                if (length > 1 || (i >= 0 && i < all.Length))
                {
                    var first = Math.Max(i, 0);
                    var last = Math.Min(at, all.Length - 1);
                    Add(hash, spans && last >= first, first < all.Length ? all[first].Start : 0, last >= 0 ? all[last].End : 0);
                }
            }
        }
    }

    /// <summary>Two to five letters in a row, where the bounds of a word count as a letter.</summary>
    private void Parts()
    {
        Span<char> word = stackalloc char[34];
        foreach (var token in tokens.Span)
        {
            if (!token.IsWord || token.To - token.From > 32)
            {
                continue;
            }

            var length = token.To - token.From + 2;
            word[0] = '_';
            tokens.LettersOf(token).CopyTo(word[1..]);
            word[length - 1] = '_';
            for (var i = 0; i < length - 1; i++)
            {
                var hash = FeatureHash.Next(PartSalt, word[i]);
                for (var j = i + 1; j < length && j < i + 5; j++)
                {
                    hash = FeatureHash.Next(hash, word[j]);
                    Add(hash, true, token.Start, token.End);
                }
            }
        }
    }

    /// <summary>Lemmas alone and by two, classes alone, by two and by three; words that the lexicon lacks are passed over.</summary>
    private void Lemmas(LanguageLexicon lexicon, uint lemmaSalt, uint classSalt, bool spans)
    {
        uint lemma1 = 0, class1 = 0, class2 = 0;
        var start1 = 0;
        var start2 = 0;
        foreach (var token in tokens.Span)
        {
            if (!token.IsWord || !lexicon.TryFind(token.Hash, out var entry))
            {
                continue;
            }

            if (lemmaSalt != 0)
            {
                Add(FeatureHash.Next(lemmaSalt, entry.Lemma), spans, token.Start, token.End);
                if (spans && lemma1 != 0)
                {
                    Add(FeatureHash.Next(FeatureHash.Next(lemmaSalt, lemma1), entry.Lemma), spans, start1, token.End);
                }
            }

            if (classSalt != 0 && entry.Class != 0)
            {
                var one = FeatureHash.Next(classSalt, entry.Class);
                Add(one, spans, token.Start, token.End);
                if (spans && class1 != 0)
                {
                    var two = FeatureHash.Next(FeatureHash.Next(classSalt, class1), entry.Class);
                    Add(two, spans, start1, token.End);
                    if (class2 != 0)
                    {
                        Add(FeatureHash.Next(FeatureHash.Next(FeatureHash.Next(classSalt, class2), class1), entry.Class), spans, start2, token.End);
                    }
                }
            }

            lemma1 = entry.Lemma;
            class2 = class1;
            class1 = entry.Class;
            start2 = start1;
            start1 = token.Start;
        }
    }

    /// <summary>Pairs of classes that both occur, in whatever order: "broken … boiler" as well as "boiler … broken".</summary>
    private void Mixed(LanguageLexicon lexicon)
    {
        ulong seen = 0;
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && lexicon.TryFind(token.Hash, out var entry) && entry.Class is > 0 and < 64)
            {
                seen |= 1UL << entry.Class;
            }
        }

        for (var a = 1; a < 64; a++)
        {
            for (var b = a + 1; (seen & (1UL << a)) != 0 && b < 64; b++)
            {
                if ((seen & (1UL << b)) != 0)
                {
                    Add(FeatureHash.Next(FeatureHash.Next(MixedSalt, (uint)a), (uint)b), false, 0, 0);
                }
            }
        }
    }

    private int OfTrade(LanguageLexicon lexicon, IReadOnlySet<uint> trade)
    {
        var found = 0;
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && (lexicon.TryFind(token.Hash, out var entry) ? trade.Contains(entry.Lemma) : trade.Contains(token.Hash)))
            {
                found++;
            }
        }

        return found;
    }

    private void Shape(uint kind, uint value) => Add(FeatureHash.Next(FeatureHash.Next(ShapeSalt, kind), value), false, 0, 0);

    private void Add(uint hash, bool spans, int start, int end)
    {
        if (count == features.Length)
        {
            var larger = ArrayPool<Feature>.Shared.Rent(features.Length * 2);
            features.AsSpan(0, count).CopyTo(larger);
            ArrayPool<Feature>.Shared.Return(features);
            features = larger;
        }

        features[count++] = new Feature(hash, spans ? start : -1, end);
    }
}

/// <summary>Where a message stands in its conversation.</summary>
/// <param name="Index">Its place among the visitor's messages, from 0.</param>
/// <param name="IsLast">True when the visitor has said nothing since.</param>
/// <param name="Earlier">The visitor's message before it, folded; empty when there is none.</param>
/// <param name="HasPhone">True when it holds the visitor's phone number.</param>
/// <param name="HasEmail">True when it holds the visitor's address.</param>
internal readonly record struct MessagePlace(int Index, bool IsLast, string Earlier, bool HasPhone, bool HasEmail);

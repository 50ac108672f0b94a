using System.Runtime.CompilerServices;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>The hash by which features are known. The shipped model is made of these numbers: a change here needs a new model.</summary>
internal static class FeatureHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>FNV-1a over UTF-16 code units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // The lexicon's words pass here at the start, long before the compiler would see to it.
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>One step further from <paramref name="hash"/>.</summary>
    public static uint Next(uint hash, uint value) => Mix((hash ^ value) * Prime);

    /// <summary>Spreads neighbouring numbers apart.</summary>
    private static uint Mix(uint value)
    {
        value ^= value >> 15;
        value *= 0x2c1b3c6d;
        value ^= value >> 12;
        return value;
    }
}

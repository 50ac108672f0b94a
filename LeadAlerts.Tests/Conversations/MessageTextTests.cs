using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Tests.Conversations;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("אבג \u202e\u200b zero width and right to left")]
    [InlineData("हिन्दी में संदेश")]
    [InlineData("👩‍👩‍👧‍👦 a family")]
    [InlineData("line\nbreak\tand tab")]
    [InlineData("")]
    public void What_is_only_odd_is_kept(string text) => Assert.Same(text, MessageText.Clean(text));

    [Fact]
    public void The_null_character_is_dropped() => Assert.Equal("ab", MessageText.Clean("a\0b\0"));

    [Theory]
    [InlineData("Ann\u202e Lee\u202c", "Ann Lee")]
    [InlineData("\u2066דנה\u2069", "דנה")]
    [InlineData("دانا\u200f", "دانا\u200f")]
    public void What_turns_the_direction_of_writing_is_dropped_from_names_and_headlines(string text, string expected) =>
        Assert.Equal(expected, MessageText.DropTurns(text));

    [Fact]
    public void Combining_marks_are_capped()
    {
        var text = "e" + new string('\u0301', 10_000) + "x";

        Assert.Equal("e" + new string('\u0301', MessageText.MarksInARow) + "x", MessageText.Clean(text));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("a👍🏽b", 4, "a")]
    [InlineData("a👍🏽b", 5, "a👍🏽")]
    [InlineData("ae\u0301", 2, "a")]
    public void A_cut_never_splits_a_character(string text, int length, string expected) =>
        Assert.Equal(expected, MessageText.Cut(text, length));
}

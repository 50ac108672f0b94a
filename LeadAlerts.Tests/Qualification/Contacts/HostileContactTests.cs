using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Qualification.Contacts;

/// <summary>
/// What is sent to slow the reading down. No clock is read: the bytes that a message costs stay in proportion to its length, which a
/// search that tries every combination cannot keep.
/// </summary>
public sealed class HostileContactTests
{
    private const int Length = 3000;

    private const int BytesPerCharacter = 200;

    [Theory]
    [InlineData("7")]
    [InlineData("555 ")]
    [InlineData("4 1 5-")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("a@b.")]
    [InlineData("a at b dot ")]
    [InlineData("at dot ")]
    [InlineData("(at)")]
    [InlineData("oh ")]
    [InlineData("double ")]
    [InlineData("vingt et ")]
    [InlineData("my name is ")]
    [InlineData("its ")]
    [InlineData("dave ")]
    [InlineData("Dave. ")]
    [InlineData("x. ")]
    [InlineData("Mrs ")]
    [InlineData("de la ")]
    [InlineData("her number ")]
    [InlineData("not 12 ")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud83d")]
    [InlineData("a\u0301")]
    [InlineData("\u0661\u0662")]
    [InlineData("\uff14")]
    [InlineData("\u4e2d\u6587@")]
    [InlineData("DE89 ")]
    [InlineData("\n")]
    public void A_message_that_says_the_same_again_and_again_costs_in_proportion(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (Length / unit.Length) + 1))[..Length];
        var chat = Chat.Of("call me on 415 555 0123", text);
        ContactFinder.Find(chat, new BusinessProfile(), "US");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = ContactFinder.Find(chat, new BusinessProfile(), "US");
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(bytes < Length * BytesPerCharacter, $"{bytes} bytes");
        Assert.NotNull(found.Contact);
    }

    [Theory]
    [InlineData("415 555 0123 \u0434\u0430\u0439\u0442\u0435 \u0437\u043d\u0430\u0442\u044c", "+14155550123", null)]
    [InlineData("\u90ae\u7bb1jane@example.com\uff0c\u7535\u8bdd415-555-0123", "+14155550123", "jane@example.com")]
    [InlineData("jan\u0435@example.com", null, null)]
    [InlineData("\u0664\u0661\u0665 \u0665\u0665\u0665 \u0660\u0661\u0662\u0663", "+14155550123", null)]
    [InlineData("4\u200b1\u200b5\u200b555\u200b0123", "+14155550123", null)]
    public void Mixed_scripts_are_read_with_care(string text, string? phone, string? email)
    {
        var contact = Contact.In("US", text);

        Assert.Equal(phone, contact.Phone);
        Assert.Equal(email, contact.Email);
    }

    [Fact]
    public void A_long_conversation_of_nothing_holds_no_contact() =>
        Assert.Equal(VisitorContact.None, Contact.In("US", string.Join(" // ", Enumerable.Repeat("asdf qwer 12", 300))));
}

namespace LeadAlerts.Core.Conversations;

/// <summary>Checks and cleans a delivery before it waits for the writer, on the caller's thread.</summary>
internal static class IncomingText
{
    /// <returns>The clean delivery, and which of its messages no review should wait for; null when there are none.</returns>
    /// <exception cref="ArgumentException">It breaks a limit that every caller has to check.</exception>
    public static (IncomingConversation Delivery, bool[]? Pressing) Clean(IncomingConversation delivery)
    {
        RequireId(delivery.ExternalId);
        if (delivery.Messages.Count == 0 && !delivery.Ended)
        {
            throw new ArgumentException("A delivery brings a message or an end.", nameof(delivery));
        }

        var messages = new IncomingMessage[delivery.Messages.Count];
        bool[]? pressing = null;
        for (var index = 0; index < messages.Length; index++)
        {
            var message = delivery.Messages[index];
            RequireId(message.ExternalId);
            var text = MessageText.Clean(message.Text);
            if (text.Length is 0 or > Message.TextMaxLength)
            {
                throw new ArgumentException($"A text has 1 to {Message.TextMaxLength} characters.", nameof(delivery));
            }

            messages[index] = ReferenceEquals(text, message.Text) ? message : message with { Text = text };
            if (message.Role == MessageRole.Visitor && PressingText.IsPressing(text))
            {
                pressing ??= new bool[messages.Length];
                pressing[index] = true;
            }
        }

        var visitor = delivery.Visitor;
        if (visitor != VisitorProfile.Unknown)
        {
            visitor = new VisitorProfile(
                CleanField(visitor.VisitorId), CleanField(visitor.Name), CleanField(visitor.Email), CleanField(visitor.Phone),
                CleanField(visitor.Locale));
        }

        return (delivery with
        {
            Messages = messages,
            Visitor = visitor,
            PageUrl = CleanField(delivery.PageUrl, Conversation.UrlMaxLength),
            Referrer = CleanField(delivery.Referrer, Conversation.UrlMaxLength),
        }, pressing);
    }

    private static void RequireId(string id)
    {
        if (id.Length is 0 or > Message.ExternalIdMaxLength || id.Contains('\0'))
        {
            throw new ArgumentException($"An id has 1 to {Message.ExternalIdMaxLength} characters.", nameof(id));
        }
    }

    /// <summary>One line without control characters and those that turn the direction of writing, not too long; null when nothing is left.</summary>
    private static string? CleanField(string? text, int maxLength = Conversation.VisitorFieldMaxLength)
    {
        if (text is null)
        {
            return null;
        }

        text = MessageText.DropTurns(MessageText.Clean(text));
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f'))
        {
            text = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        }

        text = MessageText.Cut(text.Trim(), maxLength);
        return text.Length == 0 ? null : text;
    }
}

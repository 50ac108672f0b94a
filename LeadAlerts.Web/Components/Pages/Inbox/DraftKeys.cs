namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Under which names the browser keeps what somebody is writing about a lead, until it is sent or thrown away.</summary>
internal static class DraftKeys
{
    public static string Reply(Guid leadId) => $"reply-{leadId:n}";

    public static string ReplySubject(Guid leadId) => $"reply-subject-{leadId:n}";

    public static string Note(Guid leadId) => $"note-{leadId:n}";

    /// <summary>The change of a note; it moves with the note when leads are merged.</summary>
    public static string NoteEdit(Guid noteId) => $"note-edit-{noteId:n}";
}

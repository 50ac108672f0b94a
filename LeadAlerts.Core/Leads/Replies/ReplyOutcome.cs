namespace LeadAlerts.Core.Leads.Replies;

/// <summary>What became of a reply.</summary>
public abstract record ReplyOutcome
{
    private ReplyOutcome()
    {
    }

    /// <summary>The mail server took it; a new lead is contacted now.</summary>
    /// <param name="To">The visitor's address.</param>
    public sealed record Sent(string To) : ReplyOutcome;

    /// <summary>It may or may not have left.</summary>
    /// <param name="Answer">What happened.</param>
    public sealed record Unknown(string Answer) : ReplyOutcome;

    /// <summary>It did not leave.</summary>
    /// <param name="Answer">The mail server's words, or the problem's name.</param>
    /// <param name="NoSender">True when no mail can go out at all at present, however often it is tried.</param>
    public sealed record NotSent(string Answer, bool NoSender) : ReplyOutcome;

    /// <summary>What was typed cannot be sent.</summary>
    /// <param name="Problem">What is wrong, for the one who typed it.</param>
    public sealed record Invalid(string Problem) : ReplyOutcome;

    /// <summary>The site has no such lead.</summary>
    public sealed record NotFound : ReplyOutcome;
}

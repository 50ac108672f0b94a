using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Core.Members;

/// <summary>A person who signs in. What they may do on a site is told by their <see cref="Member"/> rows.</summary>
public sealed class ApplicationUser : IdentityUser<Guid>
{
    /// <summary>The end of the lock-out of somebody whom an administrator shut out: never, as far as this product goes.</summary>
    public static readonly DateTimeOffset DisabledUntil = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Creates a user with a fresh id.</summary>
    public ApplicationUser()
    {
        Id = Guid.CreateVersion7();
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>The name that other members see; falls back to the e-mail address when empty.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The look this person chose.</summary>
    public Appearance Appearance { get; set; }

    /// <summary>True when single letters are not to work the inbox for this person.</summary>
    public bool SingleKeysOff { get; set; }

    /// <summary>The mails about colleagues' doings that this person does not want.</summary>
    public PersonNotices MutedNotices { get; set; }

    /// <summary>When this person last signed in, UTC; null when that was never noted.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The announcement that this person closed last; null when none.</summary>
    public Guid? DismissedAnnouncementId { get; set; }

    /// <summary>The site this person looked at last; null before the first.</summary>
    public Guid? CurrentSiteId { get; set; }

    /// <summary>True when an administrator shut this person out, which no mail and no waiting ends.</summary>
    public bool IsDisabled => LockoutEnd >= DisabledUntil;
}

/// <summary>Mails about what colleagues do. Numbers are stored: never renumber.</summary>
[Flags]
public enum PersonNotices
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>A colleague mentioned the person in a note.</summary>
    Mentions = 1,

    /// <summary>A colleague gave the person a lead.</summary>
    Assignments = 2,
}

/// <summary>Light or dark.</summary>
public enum Appearance
{
    /// <summary>As the device says.</summary>
    System = 0,

    /// <summary>Light.</summary>
    Light = 1,

    /// <summary>Dark.</summary>
    Dark = 2,
}

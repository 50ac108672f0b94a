namespace LeadAlerts.Core.Storage;

/// <summary>The rules by which the database compares text, where they are not those of the column.</summary>
internal static class Collations
{
    /// <summary>Small and large letters from A to Z are alike.</summary>
    public const string IgnoresCase = "NOCASE";
}

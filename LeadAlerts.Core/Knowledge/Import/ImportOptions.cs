using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>How a page of an owner's website is read.</summary>
public sealed class ImportOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "KnowledgeImport";

    /// <summary>How long a page may take, from the first byte to the last, redirects included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "KnowledgeImport:Timeout must be 1 s to 1 min.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many bytes of a page are read, counted after it was unpacked.</summary>
    [Range(16 * 1024, 8 * 1024 * 1024, ErrorMessage = "KnowledgeImport:MaxBytes must be 16 kB to 8 MB.")]
    public int MaxBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>How many redirects are followed.</summary>
    [Range(0, 20, ErrorMessage = "KnowledgeImport:MaxRedirects must be 0 to 20.")]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How many pages a site may have read within ten minutes.</summary>
    [Range(1, 1000, ErrorMessage = "KnowledgeImport:PagesPerTenMinutes must be 1 to 1000.")]
    public int PagesPerTenMinutes { get; set; } = 20;

    /// <summary>True to read pages of this machine too, at any port; null for Development only.</summary>
    public bool? AllowLoopback { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Storage;

/// <summary>Where the data lives.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Database";

    /// <summary>Which database; SQLite is the only one so far.</summary>
    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "Database:Provider must be Sqlite.")]
    public DatabaseProvider Provider { get; set; }

    /// <summary>The folder that holds everything the product stores; relative to the content root unless rooted.</summary>
    [Required(ErrorMessage = "Database:DataFolder is needed.")]
    public string DataFolder { get; set; } = "data";
}

/// <summary>The databases that the product can use.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, nothing to install.</summary>
    Sqlite = 0,
}

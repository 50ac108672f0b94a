namespace LeadAlerts.Core.Members;

/// <summary>What members call a person.</summary>
internal sealed class PersonName
{
    /// <summary>The person.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that the person chose, else the address; null only for a person without either.</summary>
    public required string? Name { get; init; }
}

/// <summary>What people are called, as a part of queries.</summary>
internal static class PersonNames
{
    /// <summary>The people by name.</summary>
    public static IQueryable<PersonName> Named(this IQueryable<ApplicationUser> people) =>
        people.Select(user => new PersonName { Id = user.Id, Name = user.DisplayName != "" ? user.DisplayName : user.Email });
}

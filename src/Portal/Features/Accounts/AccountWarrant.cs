using System.Globalization;

namespace Portal.Features.Accounts;

/// <summary>A warrant (доверенность) by which this person acts for an organisation of the account (contract auth 3.5).</summary>
public sealed record AccountWarrant
{
    /// <summary>INN of the organisation that gave it.</summary>
    public required string Inn { get; init; }

    /// <summary>KPP of that organisation; empty for an entrepreneur.</summary>
    public required string Kpp { get; init; }

    /// <summary>Its number; the number of a machine-readable one (МЧД) is a GUID.</summary>
    public required string Number { get; init; }

    /// <summary>First day, <c>yyyy-MM-dd</c>; null when the service does not say.</summary>
    public string? BeginsOn { get; init; }

    /// <summary>Last day, <c>yyyy-MM-dd</c>; null when the service does not say.</summary>
    public string? EndsOn { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? LastDay => DateOnly.TryParseExact(EndsOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>True when it is a МЧД.</summary>
    public bool IsMachineReadable => Guid.TryParse(Number, out _);
}

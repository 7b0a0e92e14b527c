using System.Globalization;

namespace Portal.Features.Goskey.Senders;

/// <summary>Which ESIA and EPGU a profile's API-Key was made in (contract goskey 1.1); told to people, the addresses are the portal's settings.</summary>
public enum SenderEnvironment
{
    /// <summary>The test environment.</summary>
    Test,

    /// <summary>The real one.</summary>
    Production,
}

/// <summary>Whether a profile may still be sent from.</summary>
public enum SenderState
{
    /// <summary>It may.</summary>
    Active,

    /// <summary>No more; what was sent is still followed.</summary>
    Closed,
}

/// <summary>An organisation that sends to Goskey, as it is stored (contract goskey 1.4).</summary>
public sealed record SenderProfile
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Short name.</summary>
    public required string Organization { get; init; }

    /// <summary>INN, 10 digits or 12 for an entrepreneur.</summary>
    public required string Inn { get; init; }

    /// <summary>OGRN, 13 digits or 15 for an entrepreneur.</summary>
    public required string Ogrn { get; init; }

    /// <summary>Mnemonic of the information system.</summary>
    public required string Mnemonic { get; init; }

    /// <summary>OKATO, 2 to 11 digits.</summary>
    public required string Region { get; init; }

    /// <summary>Name of the service that the recipient sees.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Layout of the request.</summary>
    public required RequestLayout Layout { get; init; }

    /// <summary>Environment of the API-Key.</summary>
    public required SenderEnvironment Environment { get; init; }

    /// <summary>On whose API-Key packages are sent.</summary>
    public required string PersonName { get; init; }

    /// <summary>That person's id at ESIA, encrypted; null when it is not known.</summary>
    public string? PersonOid { get; init; }

    /// <summary>API-Key, encrypted.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Its last four characters: what may be shown.</summary>
    public required string ApiKeyTail { get; init; }

    /// <summary>Name of the signing key in the settings, encrypted.</summary>
    public required string KeyName { get; init; }

    /// <summary>Whose queue of 20 packages in 10 minutes this is (contract goskey 3.11): a keyed hash of the ESIA id, else of the API-Key.</summary>
    public required string OwnerKey { get; init; }

    /// <summary>Last day of the API-Key, yyyy-MM-dd; null when it is not known.</summary>
    public string? ApiKeyEndsOn { get; init; }

    /// <summary>Last day of the power of attorney for forming API-Keys, yyyy-MM-dd; null when there is none.</summary>
    public string? WarrantEndsOn { get; init; }

    /// <summary>Whether it may be sent from.</summary>
    public SenderState State { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public string ChangedBy { get; init; } = "";

    /// <summary>A day as the columns hold it; null for none or for what is no day.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day as the columns hold it.</summary>
    public static string? TextOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

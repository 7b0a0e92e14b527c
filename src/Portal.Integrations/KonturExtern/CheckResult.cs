namespace Portal.Integrations.KonturExtern;

/// <summary>What a check found (contract drafts 1.8); a check that found errors is still a succeeded task.</summary>
public sealed record CheckResult
{
    /// <summary>By document id; a document without errors has an empty list.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<CheckError>> DocumentsErrors { get; init => field = value ?? Empty; } = Empty;

    /// <summary>Errors of the draft as a whole.</summary>
    public IReadOnlyList<CheckError> CommonErrors { get; init => field = value ?? []; } = [];

    private static IReadOnlyDictionary<Guid, IReadOnlyList<CheckError>> Empty { get; } = new Dictionary<Guid, IReadOnlyList<CheckError>>();
}

/// <summary>One finding; all texts, all may be missing. <c>level</c> is Error or (assumed) Warning.</summary>
public sealed record CheckError(string? Id, string? Type, Word Level, string? Source, string? Tags, string? Description)
{
    /// <summary>The level that does not stop sending.</summary>
    public static readonly Word Warning = new("Warning");
}

/// <summary>The result of a preparation (contract drafts 1.8).</summary>
public sealed record PrepareResult
{
    /// <summary>What the check inside it found.</summary>
    public CheckResult? CheckResult { get; init; }

    /// <summary>Relation <c>next</c> leads to send.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];

    /// <summary>See <see cref="PrepareStatuses"/>.</summary>
    public Word Status { get; init; }
}

/// <summary>The outcomes of a preparation (contract drafts 1.8).</summary>
public static class PrepareStatuses
{
    /// <summary>Ready to send.</summary>
    public static readonly Word Ok = new("ok");

    /// <summary>Not ready.</summary>
    public static readonly Word HasErrors = new("check-protocol-has-errors");

    /// <summary>Ready to send, with warnings.</summary>
    public static readonly Word HasOnlyWarnings = new("check-protocol-has-only-warnings");

    /// <summary>Not ready.</summary>
    public static readonly Word EncryptionFailed = new("encryption-failed");
}

/// <summary>What a send task holds when the check found errors (contract drafts 1.8).</summary>
public sealed record SendRefusal
{
    /// <summary>E.g. <see cref="ExternErrors.CheckProtocolHasErrors"/>.</summary>
    public Urn Id { get; init; }

    /// <summary>The HTTP status it stands for.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(StatusCodeConverter))]
    public int? StatusCode { get; init; }

    /// <summary>The vendor's text for people.</summary>
    public string? Message { get; init; }

    /// <summary>See <see cref="PrepareStatuses"/>.</summary>
    public Word Status { get; init; }

    /// <summary>What the check found.</summary>
    public CheckResult? CheckResult { get; init; }
}

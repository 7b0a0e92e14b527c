using System.Collections.Frozen;
using Portal.Integrations.Epgu;

namespace Portal.Features.Goskey.Tracking;

/// <summary>What EPGU says of an order, in the portal's words (contract goskey 4).</summary>
public enum OrderPhase
{
    /// <summary>The number is reserved, no package has come (status 0).</summary>
    Draft,

    /// <summary>EPGU checks the package; there is no order to look at yet (4.4).</summary>
    Processing,

    /// <summary>On its way to the recipient, or with them (17).</summary>
    Waiting,

    /// <summary>Everything is signed (3, and nothing else).</summary>
    Signed,

    /// <summary>The recipient refused.</summary>
    Refused,

    /// <summary>The time for signing ran out.</summary>
    Expired,

    /// <summary>There is no account for the SNILS.</summary>
    NoRecipient,

    /// <summary>Our own signature was not confirmed.</summary>
    SenderNotConfirmed,

    /// <summary>EPGU's checks refused the package; the envelope's code says why.</summary>
    Rejected,

    /// <summary>It ended otherwise, without success.</summary>
    Failed,

    /// <summary>Nothing known, and not final: it is asked about on and on.</summary>
    Unknown,
}

/// <summary>An answer about an order, read by contract goskey 4.1 to 4.4. Codes and texts stay verbatim; an empty one is null.</summary>
public sealed record OrderReading
{
    private const int SignedStatus = 3;
    private const int FailedStatus = 5;

    private static readonly FrozenSet<string> OnTheWay = Codes("NEW", "FILES_VERIFICATION", "FILES_VERIFICATION_SUCCESS", "RETRY", "DONE", "OK");

    private static readonly FrozenSet<string> Refusals = Codes(
        OutcomeCodes.Limitation, OutcomeCodes.FilesStructure, OutcomeCodes.Validation, OutcomeCodes.RequestMissing, OutcomeCodes.BusinessRequestMissing, OutcomeCodes.RequestNotVerified,
        OutcomeCodes.FilesNotVerified, OutcomeCodes.InternalError, OutcomeCodes.OrderForbidden);

    private static readonly FrozenDictionary<string, OrderPhase> Agency = new Dictionary<string, OrderPhase>
    {
        [OutcomeCodes.SignReject] = OrderPhase.Refused,
        [OutcomeCodes.Expired] = OrderPhase.Expired,
        [OutcomeCodes.SnilsNotFound] = OrderPhase.NoRecipient,
        [OutcomeCodes.SenderNotAnswered] = OrderPhase.SenderNotConfirmed,
        [OutcomeCodes.RequestError] = OrderPhase.Failed,
        ["REQUEST"] = OrderPhase.Failed,
        ["ERROR"] = OrderPhase.Failed,
        [OutcomeCodes.ResultFileMissing] = OrderPhase.Failed,
        [OutcomeCodes.FileMap] = OrderPhase.Failed,
        [OutcomeCodes.MimeType] = OrderPhase.Failed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What it means.</summary>
    public required OrderPhase Phase { get; init; }

    /// <summary>Status (4.1); null while there is no order.</summary>
    public int? StatusId { get; init; }

    /// <summary>The agency's code (4.2).</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The processing code (4.4).</summary>
    public string? EnvelopeCode { get; init; }

    /// <summary>EPGU's title of the status.</summary>
    public string? Title { get; init; }

    /// <summary>EPGU's comment: of the newest record, else of the envelope.</summary>
    public string? Comment { get; init; }

    /// <summary>When the status came, by EPGU's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When the order was made, by EPGU's clock.</summary>
    public DateTimeOffset? OrderDate { get; init; }

    /// <summary>Nothing follows.</summary>
    public bool IsFinal => State != PackageState.Waiting;

    /// <summary>Where a package stands whose order says so; one that is not final waits.</summary>
    public PackageState State => Phase switch
    {
        OrderPhase.Signed => PackageState.Signed,
        OrderPhase.Refused => PackageState.Refused,
        OrderPhase.Expired => PackageState.Expired,
        OrderPhase.NoRecipient => PackageState.NoRecipient,
        OrderPhase.SenderNotConfirmed => PackageState.SenderNotConfirmed,
        OrderPhase.Rejected => PackageState.Rejected,
        OrderPhase.Failed => PackageState.Failed,
        _ => PackageState.Waiting,
    };

    /// <summary>Reads an answer.</summary>
    public static OrderReading Of(OrderEnvelope envelope)
    {
        var code = Text(envelope.Code);
        if (envelope.Read() is not { } order)
        {
            return new OrderReading { Phase = PhaseOf(code), EnvelopeCode = code, Comment = Text(envelope.Message) };
        }

        var newest = order.CurrentStatusHistory ?? (order.Statuses is [.., var last] ? last : null);
        var reading = new OrderReading
        {
            Phase = OrderPhase.Unknown,
            StatusId = order.OrderStatusId ?? newest?.StatusId,
            AgencyCode = Text(order.StateOrgStatusCode) ?? Text(newest?.StateOrgStatusCode),
            EnvelopeCode = code,
            Title = Text(order.OrderStatusName) ?? Text(newest?.Title),
            Comment = Text(newest?.Comment) ?? Text(envelope.Message),
            At = newest?.Date ?? order.Updated,
            OrderDate = order.OrderDate,
        };
        // The flags may be left out like every member; only then the status decides by itself.
        var isFinal = order.Closed is null && newest?.FinalStatus is null
            ? reading.StatusId is SignedStatus or 4 or FailedStatus or 10 or 22 or 24
            : order.Closed is true || newest?.FinalStatus is true;
        var isRefused = code is not null && Refusals.Contains(code);
        return reading with { Phase = isFinal ? EndOf(reading, Text(order.StateOrgStatusName)) : isRefused ? OrderPhase.Rejected : WayOf(reading.StatusId) };
    }

    private static OrderPhase PhaseOf(string? code) =>
        code is null ? OrderPhase.Unknown : OnTheWay.Contains(code) ? OrderPhase.Processing : Refusals.Contains(code) ? OrderPhase.Rejected : OrderPhase.Unknown;

    private static OrderPhase WayOf(int? status) => status switch
    {
        0 => OrderPhase.Draft,
        17 or 2 or 21 => OrderPhase.Waiting,
        _ => OrderPhase.Unknown,
    };

    private static OrderPhase EndOf(OrderReading reading, string? agencyTitle)
    {
        if (reading.StatusId == SignedStatus)
        {
            return OrderPhase.Signed;
        }

        if (reading.AgencyCode is { } code && Agency.TryGetValue(code, out var known))
        {
            return known;
        }

        // "Отказано в предоставлении услуги" is the generic title of an expiry too, so a refusal is looked for last; of status 5 it would be EPGU's refusal, not the recipient's.
        return Says("истекло") ? OrderPhase.Expired
            : Says("не найдена") ? OrderPhase.NoRecipient
            : Says("не подтвержден") ? OrderPhase.SenderNotConfirmed
            : reading.StatusId != FailedStatus && (Says("отклон") || Says("отказ")) ? OrderPhase.Refused
            : OrderPhase.Failed;

        bool Says(string part) => new[] { reading.Title, agencyTitle, reading.Comment }.Any(text => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static FrozenSet<string> Codes(params string[] codes) => codes.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

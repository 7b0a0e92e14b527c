using Portal.Simulator.Epgu.Packages;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>One record of an order's history (contract 3.4).</summary>
internal sealed record StatusRecord(long Id, int StatusId, string Title, DateTimeOffset At, bool IsFinal, string AgencyCode, string AgencyTitle, int? AgencyId, string Comment);

/// <summary>A recipient's signature of one document.</summary>
internal sealed record RecipientSignature(string DocumentName, byte[] Bytes, string MimeType);

/// <summary>Chunks of an upload that has begun (contract 3.3). <see cref="First"/> is 0, or 1 for clients that count from one.</summary>
internal sealed record ChunkSeries(DateTimeOffset StartedAt, int First, int Count, IReadOnlyList<int> Received);

/// <summary>What happens next by itself, and when (the simulator's clock).</summary>
internal sealed record Planned(string Outcome, DateTimeOffset At);

/// <summary>An order of EPGU. Times of life go by the simulator's clock.</summary>
internal sealed record EpguOrder
{
    public required long Id { get; init; }

    /// <summary>Whose key it was made with.</summary>
    public required string ApiKey { get; init; }

    public required long OwnerOid { get; init; }

    public required long OrganizationOid { get; init; }

    public required string Mnemonic { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Guid MessageId { get; init; }

    public required Guid SmevTx { get; init; }

    /// <summary>When the package was whole; null while the number is only reserved.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Processing code that ends the order before the portal has it (contract 4.4), and its words.</summary>
    public string? Refusal { get; init; }

    public string? RefusalMessage { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    public PackageFacts? Package { get; init; }

    public ChunkSeries? Chunks { get; init; }

    public Planned? Next { get; init; }

    public IReadOnlyList<StatusRecord> History { get; init; } = [];

    public IReadOnlyList<RecipientSignature> Signatures { get; init; } = [];

    /// <summary>How often the details were asked for once the order was there.</summary>
    public int Polls { get; init; }

    public StatusRecord Current => History[^1];

    /// <summary>The portal shows it: a reserved number, or a package that was taken over.</summary>
    public bool IsInPortal => SentAt is null || Current.StatusId != Statuses.Draft;

    public bool IsWithRecipient => Current.StatusId == Statuses.Queued;

    public bool IsFinal => Current.IsFinal || Refusal is not null;

    public DateTimeOffset Updated => RefusedAt ?? Current.At;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.Epgu;

/// <summary>What an order is made of (contract goskey 3.1).</summary>
/// <param name="Region">OKATO of the sender's location.</param>
/// <param name="ServiceCode">Goskey's service, <see cref="Goskey"/>.</param>
/// <param name="TargetCode">Its target.</param>
public sealed record OrderMeta(string Region, string ServiceCode = OrderMeta.Goskey, string TargetCode = "-" + OrderMeta.Goskey)
{
    /// <summary>The service code of Goskey (0.3).</summary>
    public const string Goskey = "10000000374";
}

/// <summary>The number of an order.</summary>
public sealed record OrderNumber
{
    /// <summary>64 bits; a number or its text on the wire.</summary>
    [JsonRequired]
    public long OrderId { get; init; }
}

/// <summary>The answer about an order (contract goskey 3.4).</summary>
public sealed record OrderEnvelope
{
    /// <summary><c>OK</c> when the order exists, else a processing code (4.4).</summary>
    public string? Code { get; init; }

    /// <summary>Explanation.</summary>
    public string? Message { get; init; }

    /// <summary>Text that holds JSON; an object is read, too.</summary>
    public JsonElement? Order { get; init; }

    /// <summary>The order; null until it is created, or when it cannot be read.</summary>
    public OrderDetails? Read()
    {
        try
        {
            return Order switch
            {
                { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } json => JsonSerializer.Deserialize<OrderDetails>(json, EpguJson.Options),
                { ValueKind: JsonValueKind.Object } inner => inner.Deserialize<OrderDetails>(EpguJson.Options),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An order (contract goskey 3.4); every member is optional on the wire.</summary>
public sealed record OrderDetails
{
    /// <summary>Number.</summary>
    public long? Id { get; init; }

    /// <summary>Status (4.1).</summary>
    public int? OrderStatusId { get; init; }

    /// <summary>Its title.</summary>
    public string? OrderStatusName { get; init; }

    /// <summary>The agency's status (4.2): <c>done</c>, <c>expired</c>, …; empty while it waits.</summary>
    public string? StateOrgStatusCode { get; init; }

    /// <summary>Its title.</summary>
    public string? StateOrgStatusName { get; init; }

    /// <summary>True in a final status.</summary>
    public bool? Closed { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? OrderDate { get; init; }

    /// <summary>When it changed.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The newest record of the history.</summary>
    public OrderStatusRecord? CurrentStatusHistory { get; init; }

    /// <summary>History, the oldest first.</summary>
    public IReadOnlyList<OrderStatusRecord> Statuses { get; init => field = value ?? []; } = [];

    /// <summary>What came back (7.1).</summary>
    public IReadOnlyList<OrderFile> OrderResponseFiles { get; init => field = value ?? []; } = [];

    /// <summary>What was sent, without signatures.</summary>
    public IReadOnlyList<OrderFile> OrderAttachmentFiles { get; init => field = value ?? []; } = [];
}

/// <summary>A record of the history.</summary>
public sealed record OrderStatusRecord
{
    /// <summary>Status (4.1).</summary>
    public int? StatusId { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Explanation.</summary>
    public string? Comment { get; init; }

    /// <summary>Nothing follows.</summary>
    public bool? FinalStatus { get; init; }

    /// <summary>The agency's status (4.2).</summary>
    public string? StateOrgStatusCode { get; init; }
}

/// <summary>A file of an order.</summary>
public sealed record OrderFile
{
    /// <summary>Name for people; never part of an address.</summary>
    public string? FileName { get; init; }

    /// <summary>Bytes.</summary>
    public long? FileSize { get; init; }

    /// <summary>Media type.</summary>
    public string? MimeType { get; init; }

    /// <summary><c>terrabyte://00/{objectId}/{mnemonic}/{objectType}</c>: what is downloaded by (3.7).</summary>
    public string? Link { get; init; }

    /// <summary>The parts of the link; null when it is of another form.</summary>
    public (string ObjectId, string Mnemonic, string ObjectType)? Parts =>
        Link?.Split('/') is ["terrabyte:", "", _, var objectId, .. var mnemonic, var objectType] && mnemonic.Length > 0 ? (objectId, string.Join('/', mnemonic), objectType) : null;
}

/// <summary>A page of statuses (contract goskey 3.5).</summary>
public sealed record OrderStatusPage
{
    /// <summary>Of this page.</summary>
    public int Count { get; init; }

    /// <summary>All matches.</summary>
    public int TotalCount { get; init; }

    /// <summary>The page; an answer without it is no list.</summary>
    [JsonRequired]
    public IReadOnlyList<FoundOrder> Content { get; init => field = value ?? throw new JsonException("A page without content."); } = [];
}

/// <summary>An order in a page.</summary>
public sealed record FoundOrder
{
    /// <summary>Number.</summary>
    public long OrderId { get; init; }

    /// <summary><c>FOUND</c> or <c>NOT_FOUND</c>.</summary>
    public string? OrderSearchStatus { get; init; }

    /// <summary>Its status; null when it is not found.</summary>
    public FoundStatus? Status { get; init; }
}

/// <summary>A status in a page; the time is Moscow's.</summary>
public sealed record FoundStatus(int? StatusId, string? StatusName, DateTimeOffset? Updated);

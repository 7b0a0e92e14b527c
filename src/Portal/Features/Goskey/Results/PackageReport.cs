using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Features.Goskey.Results;

/// <summary>A document in the report of a package.</summary>
/// <param name="Position">Place in the package, from 1.</param>
/// <param name="Name">Name on the screen.</param>
/// <param name="WireName">Name in the package.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the original, lower-case hex.</param>
/// <param name="Streebog">Streebog of the original, lower-case hex.</param>
/// <param name="SenderSignatureSha256">Our signature.</param>
/// <param name="RecipientSignatureSha256">The recipient's signature.</param>
/// <param name="ReturnedSha256">The document as it came back.</param>
/// <param name="Verification">What was found; null before the results are here.</param>
public sealed record ReportedDocument(
    long Position, string Name, string WireName, long Size, string Sha256, string? Streebog, string? SenderSignatureSha256, string? RecipientSignatureSha256, string? ReturnedSha256,
    DocumentReport? Verification);

/// <summary>A package and everything that is known of it, for machines. The SNILS of the addressee is masked.</summary>
public sealed record PackageReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Our id.</summary>
    public required string PackageId { get; init; }

    /// <summary>Where it stands.</summary>
    public required PackageState State { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>The sending organisation.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipient's name as its author wrote it.</summary>
    public required string Recipient { get; init; }

    /// <summary>The recipient's SNILS, masked.</summary>
    public string? RecipientSnils { get; init; }

    /// <summary>The kind of signature that was asked for.</summary>
    public required SignatureKind SignatureKind { get; init; }

    /// <summary>Number of the order.</summary>
    public long? OrderId { get; init; }

    /// <summary>Status (contract goskey 4.1).</summary>
    public long? StatusId { get; init; }

    /// <summary>Agency's code (4.2).</summary>
    public string? AgencyCode { get; init; }

    /// <summary>Processing code (4.4).</summary>
    public string? EnvelopeCode { get; init; }

    /// <summary>EPGU's title of the status.</summary>
    public string? StatusTitle { get; init; }

    /// <summary>EPGU's comment.</summary>
    public string? Comment { get; init; }

    /// <summary>When EPGU took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>When the results were verified.</summary>
    public DateTimeOffset? ResultsAt { get; init; }

    /// <summary>The request as it was signed.</summary>
    public string? RequestSha256 { get; init; }

    /// <summary>Our signature of it.</summary>
    public string? RequestSignatureSha256 { get; init; }

    /// <summary>Its documents.</summary>
    public required IReadOnlyList<ReportedDocument> Documents { get; init; }

    /// <summary>Of a package.</summary>
    public static PackageReport Of(Package package, IReadOnlyList<PackageDocument> documents) => new()
    {
        PackageId = package.Id, State = package.State, Title = package.Title, Sender = package.SenderName, Recipient = package.RecipientName,
        RecipientSnils = package.SnilsTail is { } tail ? $"***-***-{tail}" : null,
        SignatureKind = package.SignatureKind, OrderId = package.OrderId, StatusId = package.StatusId, AgencyCode = package.AgencyCode,
        EnvelopeCode = package.EnvelopeCode, StatusTitle = package.StatusTitle,
        Comment = package.Comment, SentAt = package.SentAt, FinalAt = package.FinalAt,
        ResultsAt = package.ResultsAt, RequestSha256 = package.RequestSha256, RequestSignatureSha256 = package.RequestSignature,
        Documents = [.. documents.Select(document => new ReportedDocument(
            document.Position, document.DisplayName, document.WireName, document.Size, document.Sha256, document.GostDigest, document.SenderSignature, document.RecipientSignature,
            document.ReturnedSha256,
            DocumentReport.Of(document)))],
    };

    /// <summary>As it leaves the portal.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

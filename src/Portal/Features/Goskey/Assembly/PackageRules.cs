namespace Portal.Features.Goskey.Assembly;

/// <summary>What a document may be inside.</summary>
public enum ContentKind
{
    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>TIFF.</summary>
    Tiff,

    /// <summary>XML without a DTD.</summary>
    Xml,

    /// <summary>Text in UTF-8 or Windows-1251.</summary>
    Text,

    /// <summary>JPEG.</summary>
    Jpeg,
}

/// <summary>A format of documents that is taken.</summary>
/// <param name="Extension">Lower-case, without the dot.</param>
/// <param name="MimeType">As req.xml names it (contract goskey 5.2).</param>
/// <param name="Kind">What must be inside.</param>
public sealed record DocumentFormat(string Extension, string MimeType, ContentKind Kind);

/// <summary>What a package may hold, as data: a profile per generation of the service (contract goskey 0.2, 6.1).</summary>
public sealed record PackageRules
{
    /// <summary>Name of the request in the ZIP (5.1).</summary>
    public const string RequestName = "req.xml";

    /// <summary>What is added to a file's name for its signature (6.1).</summary>
    public const string SignatureExtension = ".sig";

    /// <summary>Namespace of req.xml for signing with a UNEP (5.1).</summary>
    public const string UnepNamespace = "urn://mpkey.gosuslugi.ru/sign_document/1.0.0";

    /// <summary>Namespace of req.xml for signing with a UKEP (5.1).</summary>
    public const string UkepNamespace = "urn://mpkey.gosuslugi.ru/sign_document_ukep/1.0.0";

    private const long ReservePerFile = 16_384;

    private static readonly DocumentFormat[] Formats18 =
    [
        new("pdf", "application/pdf", ContentKind.Pdf), new("tif", "image/tiff", ContentKind.Tiff), new("tiff", "image/tiff", ContentKind.Tiff),
        new("xml", "application/xml", ContentKind.Xml), new("txt", "text/plain", ContentKind.Text),
    ];

    private PackageRules(RequestLayout layout) => Layout = layout;

    /// <summary>Generation 1.8.</summary>
    public static PackageRules V18 { get; } = new(RequestLayout.V1_8)
    {
        Formats = Formats18,
        MostDocuments = 15,
        RequiredAttributes = ["mnemonics", "serviceName", "orgName"],
    };

    /// <summary>Generation 1.9. Names on the wire stay those of 1.8, which both generations take.</summary>
    public static PackageRules V19 { get; } = new(RequestLayout.V1_9)
    {
        Formats = [.. Formats18, new("jpg", "image/jpeg", ContentKind.Jpeg), new("jpeg", "image/jpeg", ContentKind.Jpeg)],
        MostDocuments = 20,
        RequiredAttributes = ["orgName", "orgINN"],
    };

    /// <summary>Whose rules these are.</summary>
    public RequestLayout Layout { get; }

    /// <summary>Formats of documents.</summary>
    public required IReadOnlyList<DocumentFormat> Formats { get; init; }

    /// <summary>How many documents at most.</summary>
    public required int MostDocuments { get; init; }

    /// <summary>Names of the attributes of req.xml, in their order; all are written.</summary>
    public required IReadOnlyList<string> RequiredAttributes { get; init; }

    /// <summary>Bytes of everything in the package together: documents, req.xml and signatures (contract goskey 9, gap 17).</summary>
    public long MostBytes { get; init; } = 100_000_000;

    /// <summary>Characters of a name with its extension.</summary>
    public int LongestName { get; init; } = 50;

    /// <summary>Characters of a description, a title or the return address.</summary>
    public int LongestDescription { get; init; } = 250;

    /// <summary>Characters of an attribute's value.</summary>
    public int LongestAttribute { get; init; } = 250;

    /// <summary>How long the recipient may sign: an hour less than the service allows, for the time it takes to send (contract goskey 9, gap 5).</summary>
    public TimeSpan SigningWindow { get; init; } = TimeSpan.FromHours(23);

    /// <summary>The profile of a generation.</summary>
    public static PackageRules Of(RequestLayout layout) => layout switch
    {
        RequestLayout.V1_8 => V18,
        RequestLayout.V1_9 => V19,
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, null),
    };

    /// <summary>The namespace that asks for a kind of signature.</summary>
    public static string NamespaceOf(SignatureKind kind) => kind switch
    {
        SignatureKind.Unep => UnepNamespace,
        SignatureKind.Ukep => UkepNamespace,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Whether a character may stand in a name on the wire: an ASCII letter or digit, underscore, space or dot, never a hyphen (contract goskey 9, gap 19).</summary>
    public static bool IsAllowedInName(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol is '_' or ' ' or '.';

    /// <summary>The format of a file's name or extension; null when it is not taken.</summary>
    public DocumentFormat? FormatOf(string nameOrExtension)
    {
        var extension = nameOrExtension[(nameOrExtension.LastIndexOf('.') + 1)..];
        return Formats.FirstOrDefault(format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Bytes to keep free for req.xml and the signatures of so many documents: more than they ever take.</summary>
    public static long ReserveOf(int documents) => (documents + 1) * ReservePerFile;
}

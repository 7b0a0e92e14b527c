using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Packages;

/// <summary>Steps 7 and 8 of contract A.4: well formed without DTD, schema by namespace and layout, and what a schema cannot say (contract 5.4).</summary>
internal sealed partial class RequestReader(RequestSchema schema, TimeProvider wall)
{
    public const string V18 = "V1_8", V19 = "V1_9";
    private const int LongestMimeType = 50;

    /// <summary>The layout, before the checks that depend on it; null when it cannot be told.</summary>
    public static string? LayoutOf(byte[] xml) => RequestSchema.Parse(xml)?.Root is { } root ? LayoutOf(root) : null;

    /// <summary>Reads a request for the given documents, in the order of the archive.</summary>
    /// <exception cref="PackageRefused">A check failed.</exception>
    public PackageFacts Read(byte[] xml, IReadOnlyList<(string Name, long Size)> documents, EsiaKey sender)
    {
        var document = RequestSchema.Parse(xml) ?? throw Wrong("req.xml не читается или содержит DTD");
        var root = document.Root!;
        XNamespace ns = root.Name.Namespace;
        var (snils, longMime) = (root.Element(ns + "Snils")?.Value, false);
        var validated = new XDocument(document);

        // Contract 6.3: both pass the check of the schema and fail later, the first because it meets no account.
        if (snils is not null && BareSnils().IsMatch(snils))
        {
            validated.Root!.Element(ns + "Snils")!.Value = $"{snils[..3]}-{snils[3..6]}-{snils[6..9]} {snils[9..]}";
        }

        foreach (var mime in validated.Descendants(ns + "MimeType").Where(mime => mime.Value.Length > LongestMimeType))
        {
            (mime.Value, longMime) = (mime.Value[..LongestMimeType], true);
        }

        if (schema.Problem(validated) is { } problem)
        {
            throw Wrong($"req.xml: {problem}");
        }

        var request = new SignRequest(root, LayoutOf(root)!);
        RequestRules.Check(request, documents.Count, sender, wall.GetUtcNow());
        var mimes = request.Blocks.Select(block => (string?)block.Element(ns + "MimeType")).ToList();
        return new PackageFacts(
            request.Layout, ns.NamespaceName == RequestSchema.Ukep, snils, root.Element(ns + "OID")?.Value, request.First("Description"), request.Attributes(request.Holders[0]).GetValueOrDefault("orgName"),
            longMime, [.. documents.Select((file, index) => new PackageFile(file.Name, file.Size, mimes.ElementAtOrDefault(index) ?? MimeTypes.Of(file.Name, request.Layout)!))],
            new PackageFile("req.xml", xml.Length, "application/xml"));
    }

    public static PackageRefused Wrong(string message) => new(PackageRefused.Validation, message);

    private static string? LayoutOf(XElement root) =>
        root.Elements().Any(element => element.Name.LocalName == "Document") ? V18
        : root.Elements().Any(element => element.Name.LocalName is "SignExpiration" or "Description" or "Attribute" or "Backlink") ? V19
        : null;

    [GeneratedRegex(@"^[0-9]{11}\z")]
    private static partial Regex BareSnils();
}

/// <summary>A request that is right by the schema.</summary>
internal sealed class SignRequest(XElement root, string layout)
{
    public string Layout => layout;

    public XElement Root => root;

    public XNamespace Namespace { get; } = root.Name.Namespace;

    /// <summary>The document blocks of layout A; none in layout B.</summary>
    public IReadOnlyList<XElement> Blocks { get; } = [.. root.Elements(root.Name.Namespace + "Document")];

    /// <summary>Where the package's fields are: every block, or the root.</summary>
    public IReadOnlyList<XElement> Holders => layout == RequestReader.V18 ? Blocks : [root];

    public string? First(string field) => Holders[0].Element(Namespace + field)?.Value;

    /// <exception cref="PackageRefused">A name stands twice.</exception>
    public Dictionary<string, string> Attributes(XElement holder)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in holder.Elements(Namespace + "Attribute"))
        {
            if (!found.TryAdd(attribute.Element(Namespace + "AttributeName")!.Value, attribute.Element(Namespace + "AttributeValue")!.Value))
            {
                throw RequestReader.Wrong("req.xml: имена атрибутов повторяются");
            }
        }

        return found;
    }
}

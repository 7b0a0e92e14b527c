using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Simulator.Epgu.Packages;

/// <summary>The schema <c>goskey-req.xsd</c> for both kinds of signature (contract 5.4).</summary>
internal sealed class RequestSchema
{
    public const string Unep = "urn://mpkey.gosuslugi.ru/sign_document/1.0.0";
    public const string Ukep = "urn://mpkey.gosuslugi.ru/sign_document_ukep/1.0.0";

    private readonly XmlSchemaSet schemas = new() { XmlResolver = null };

    public RequestSchema()
    {
        using var reader = new StreamReader(typeof(RequestSchema).Assembly.GetManifestResourceStream("goskey-req.xsd")!);
        var text = reader.ReadToEnd();
        foreach (var variant in new[] { text, text.Replace("sign_document/1.0.0", "sign_document_ukep/1.0.0", StringComparison.Ordinal) })
        {
            using var schema = XmlReader.Create(new StringReader(variant));
            schemas.Add(null, schema);
        }

        schemas.Compile();
    }

    /// <summary>Reads a document without a DTD; null when it is not well formed.</summary>
    public static XDocument? Parse(byte[] xml)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (Exception broken) when (broken is XmlException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The first departure from the schema; null when there is none.</summary>
    public string? Problem(XDocument document)
    {
        string? first = document.Root?.Name.NamespaceName is Unep or Ukep ? null : "Неизвестное пространство имён";
        document.Validate(schemas, (_, problem) => first ??= problem.Message);
        return first;
    }
}

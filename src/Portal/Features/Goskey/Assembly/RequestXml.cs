using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Features.Goskey.Assembly;

/// <summary>Writes req.xml: once, the bytes that are signed are the bytes that are sent (contract goskey 5.2, 5.3, 6.2).</summary>
public static class RequestXml
{
    private const string Prefix = "ns";
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Writes and validates.</summary>
    /// <param name="plan">What the package is made of.</param>
    /// <param name="now">The present moment; the recipient may sign until <see cref="PackageRules.SigningWindow"/> later.</param>
    /// <exception cref="AssemblyException"><see cref="AssemblyFault.RequestInvalid"/>.</exception>
    public static byte[] Write(PackagePlan plan, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" });
            xml.WriteStartDocument();
            xml.WriteStartElement(Prefix, "SignRequest", PackageRules.NamespaceOf(plan.Kind));
            Element(xml, plan, "Snils", plan.Recipient.Formatted);
            if (plan.Sender.Layout == RequestLayout.V1_8)
            {
                WriteBlocks(xml, plan, now);
            }
            else
            {
                Element(xml, plan, "Backlink", plan.Backlink);
                Element(xml, plan, "SignExpiration", Expiration(plan, now));
                Element(xml, plan, "Description", plan.Title);
                WriteAttributes(xml, plan);
            }

            xml.WriteEndElement();
            xml.WriteEndDocument();
        }
        catch (ArgumentException unwritable)
        {
            throw new AssemblyException(AssemblyFault.RequestInvalid, $"В описании или названии есть знаки, которых не бывает в XML ({unwritable.GetType().Name})");
        }

        var bytes = buffer.ToArray();
        return RequestValidation.Problem(bytes, plan, now) is { } problem ? throw new AssemblyException(AssemblyFault.RequestInvalid, problem) : bytes;
    }

    /// <summary>The identifier of a document in layout A: ours, unique, short (contract goskey 9, gap 4).</summary>
    /// <param name="packageId">The package.</param>
    /// <param name="number">Place of the document, from 1.</param>
    public static string DocumentId(Guid packageId, int number) => string.Create(CultureInfo.InvariantCulture, $"PKG-{packageId.ToString("N")[^12..]}-{number}");

    /// <summary>Until when the recipient may sign a package that is written now, as req.xml says it.</summary>
    public static DateTimeOffset ExpirationOf(PackageRules rules, DateTimeOffset now) => (now + rules.SigningWindow).ToOffset(Moscow);

    /// <summary>Whether a text may stand in req.xml: no control characters, no half of a surrogate pair.</summary>
    internal static bool IsText(string text)
    {
        try
        {
            _ = XmlConvert.VerifyXmlChars(text);
            return !text.Any(char.IsControl);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static void WriteBlocks(XmlWriter xml, PackagePlan plan, DateTimeOffset now)
    {
        for (var place = 0; place < plan.Documents.Count; place++)
        {
            var document = plan.Documents[place];
            xml.WriteStartElement(Prefix, "Document", PackageRules.NamespaceOf(plan.Kind));
            Element(xml, plan, "DocumentId", DocumentId(plan.PackageId, place + 1));
            Element(xml, plan, "MimeType", plan.Sender.Rules.FormatOf(document.WireName)?.MimeType ?? "");
            Element(xml, plan, "Description", string.IsNullOrWhiteSpace(document.Description) ? plan.Title : document.Description);
            Element(xml, plan, "Backlink", plan.Backlink);
            Element(xml, plan, "SignExpiration", Expiration(plan, now));
            WriteAttributes(xml, plan);
            xml.WriteEndElement();
        }
    }

    private static void WriteAttributes(XmlWriter xml, PackagePlan plan)
    {
        foreach (var name in plan.Sender.Rules.RequiredAttributes)
        {
            xml.WriteStartElement(Prefix, "Attribute", PackageRules.NamespaceOf(plan.Kind));
            Element(xml, plan, "AttributeName", name);
            Element(xml, plan, "AttributeValue", ValueOf(name, plan.Sender));
            xml.WriteEndElement();
        }
    }

    private static string ValueOf(string attribute, PackageSender sender) => attribute switch
    {
        "mnemonics" => sender.Mnemonic,
        "serviceName" => sender.ServiceName,
        "orgName" => sender.Organization,
        "orgINN" => sender.Inn,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, null),
    };

    private static void Element(XmlWriter xml, PackagePlan plan, string name, string value) =>
        xml.WriteElementString(Prefix, name, PackageRules.NamespaceOf(plan.Kind), value);

    private static string Expiration(PackagePlan plan, DateTimeOffset now) =>
        ExpirationOf(plan.Sender.Rules, now).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}

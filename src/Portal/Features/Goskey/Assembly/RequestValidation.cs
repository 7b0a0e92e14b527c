using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// A written req.xml against the schema of its kind and against what a schema cannot say (contract goskey 5.4). It reads the bytes anew: what is judged is what will be sent.
/// </summary>
public static class RequestValidation
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly string[] SameInBlocks = ["Backlink", "SignExpiration"];
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    /// <summary>What is wrong, in a sentence that repeats no value; null when nothing is.</summary>
    public static string? Problem(byte[] request, PackagePlan plan, DateTimeOffset now)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(request), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var document = XDocument.Load(reader);
            return SchemaProblem(document, plan) ?? CodeProblem(document.Root!, plan, now);
        }
        catch (XmlException)
        {
            return "req.xml не читается";
        }
    }

    private static string? SchemaProblem(XDocument document, PackagePlan plan)
    {
        if (document.Root?.Name != XName.Get("SignRequest", PackageRules.NamespaceOf(plan.Kind)))
        {
            return "req.xml: пространство имён не того вида подписи";
        }

        // The validator's own message repeats the value, which may be a SNILS.
        string? first = null;
        lock (Schemas.Value)
        {
            document.Validate(Schemas.Value, (sender, _) => first ??= $"req.xml не соответствует схеме: {(sender as XElement)?.Name.LocalName ?? "SignRequest"}");
        }

        return first;
    }

    private static string? CodeProblem(XElement root, PackagePlan plan, DateTimeOffset now)
    {
        var space = root.Name.Namespace;
        var isBlocks = plan.Sender.Layout == RequestLayout.V1_8;
        var blocks = root.Elements(space + "Document").ToList();
        IReadOnlyList<XElement> holders = isBlocks ? blocks : [root];
        return !Snils.TryParse(root.Element(space + "Snils")?.Value, out var snils) || snils != plan.Recipient ? "req.xml: СНИЛС получателя не тот или неверен"
            : root.Elements(space + "OID").Any() ? "req.xml: получатель указан дважды"
            : blocks.Count != (isBlocks ? plan.Documents.Count : 0) ? "req.xml: блоков Document не столько, сколько документов"
            : holders.Select(holder => ExpirationProblem(holder.Element(space + "SignExpiration")?.Value, now)).FirstOrDefault(problem => problem is not null)
            ?? Differing(holders, space)
            ?? holders.Select(holder => AttributeProblem(holder, space, plan.Sender.Rules)).FirstOrDefault(problem => problem is not null);
    }

    private static string? ExpirationProblem(string? written, DateTimeOffset now) =>
        written is null || !written.EndsWith("+03:00", StringComparison.Ordinal) ? "req.xml: срок подписания без московского времени"
        : XmlConvert.ToDateTimeOffset(written) is var until && until > now && until <= now + Window ? null
        : "req.xml: срок подписания в прошлом или дальше суток";

    private static string? Differing(IReadOnlyList<XElement> holders, XNamespace space)
    {
        var same = SameInBlocks.FirstOrDefault(name => holders.Select(holder => holder.Element(space + name)?.Value).Distinct().Count() > 1);
        return same is not null ? $"req.xml: {same} различается в документах"
            : holders.Select(holder => string.Join('\n', Attributes(holder, space))).Distinct().Count() > 1 ? "req.xml: атрибуты различаются в документах"
            : null;
    }

    private static string? AttributeProblem(XElement holder, XNamespace space, PackageRules rules)
    {
        var attributes = Attributes(holder, space).ToList();
        var missing = rules.RequiredAttributes.FirstOrDefault(name => !attributes.Exists(one => one.Name == name && !string.IsNullOrWhiteSpace(one.Value)));
        return missing is not null ? $"req.xml: не заполнен атрибут {missing}"
            : attributes.Select(one => one.Name).Distinct().Count() < attributes.Count ? "req.xml: атрибуты повторяются"
            : attributes.Find(one => one.Value.Length > rules.LongestAttribute) is { Name: { } name } ? $"req.xml: атрибут {name} длиннее {rules.LongestAttribute} знаков"
            : null;
    }

    private static IEnumerable<(string Name, string Value)> Attributes(XElement holder, XNamespace space) =>
        holder.Elements(space + "Attribute").Select(one => (one.Element(space + "AttributeName")?.Value ?? "", one.Element(space + "AttributeValue")?.Value ?? ""));

    private static XmlSchemaSet Load()
    {
        using var file = new StreamReader(typeof(RequestValidation).Assembly.GetManifestResourceStream("goskey-req.xsd")!);
        var unep = file.ReadToEnd();
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var text in new[] { unep, unep.Replace("sign_document/1.0.0", "sign_document_ukep/1.0.0", StringComparison.Ordinal) })
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            _ = set.Add(null, reader);
        }

        set.Compile();
        return set;
    }
}

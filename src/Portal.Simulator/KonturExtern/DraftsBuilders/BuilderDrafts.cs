using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Portal.Simulator.KonturExtern.Building;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Drafts;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>
/// Makes the drafts of a builder (drafts contract 4): documents that fit together share a draft, which begins with its inventory or letter.
/// What these files look like is chosen by us.
/// </summary>
internal sealed class BuilderDrafts(DraftStore drafts, ContentStore contents, BuilderCheck check)
{
    private const int LongestName = 100;
    private const int LargestText = 64 * 1024;

    /// <summary>The drafts are on disk when this returns; the same task makes the same drafts again.</summary>
    public IReadOnlyList<Guid> Make(DraftsBuilder builder, IReadOnlyList<BuilderDocument> documents, Guid taskId, DateTimeOffset at) =>
        [.. Shares(BuilderData.TypeOf(builder.Meta), documents).Select((share, number) => drafts.Put(Draft(builder, share, IdOf(taskId, number), at)).Id)];

    private IEnumerable<IReadOnlyList<BuilderDocument>> Shares(string type, IReadOnlyList<BuilderDocument> documents)
    {
        var share = new List<BuilderDocument>();
        var (files, size) = (0, 0L);
        foreach (var document in documents)
        {
            var more = check.SizeOf(document);
            if (share.Count > 0 && (files + document.Files.Count > BuilderCheck.MostFiles || size + more > BuilderCheck.LargestDraft(type)))
            {
                yield return share;
                (share, files, size) = ([], 0, 0);
            }

            share.Add(document);
            (files, size) = (files + document.Files.Count, size + more);
        }

        if (share.Count > 0)
        {
            yield return share;
        }
    }

    private ExternDraft Draft(DraftsBuilder builder, IReadOnlyList<BuilderDocument> share, Guid id, DateTimeOffset at)
    {
        var data = builder.Meta.BuilderData;
        var related = BuilderData.IdOf(data, "related-document", "related-docflow-id") is { } docflow
            ? new DraftRelatedDocument(docflow, BuilderData.IdOf(data, "related-document", "related-document-id")) : null;
        var certificates = BuilderData.Part(data, "additional-certificates") is { ValueKind: JsonValueKind.Array } given ? given.EnumerateArray().Select(one => one.ToString()).ToList() : null;
        var meta = builder.Meta.DraftMeta with
        {
            RelatedDocument = related, AdditionalInfo = new DraftAdditionalInfo(BuilderData.Text(data, "subject"), certificates, null, null, null, builder.Id),
        };

        var kinds = BuiltKinds.Of(BuilderData.TypeOf(builder.Meta), isAnswer: related is not null);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var files = share.SelectMany(document => document.Files.OrderBy(BuilderData.OrderOf).Select(file => (Document: document, File: file, Name: Unique(Normal(file.FileName), names)))).ToList();
        var documents = new List<DraftDocument>();
        if (kinds.Form is { } form)
        {
            var built = DocumentBuild.File(kinds.Main, form.Prefix, meta, at, new XElement("Документ",
                new XAttribute("КНД", form.Knd), new XAttribute("КодНО", meta.Recipient?.IfnsCode ?? meta.Recipient?.RegistrationIfnsCode ?? ""), DocumentBuild.Payer(meta),
                data is { ValueKind: JsonValueKind.Object } known ? JsonXml.Of("СвПостроителя", known) : null, Text(share), share.Select(document => Listed(document, files))));
            var content = contents.Keep(builder.AccountId, file => file.Write(built.Bytes), "application/xml", ContentStore.Retention);
            documents.Add(Document(built.Type, built.Filename, "application/xml", content.Id, null));
        }

        documents.AddRange(files.Select((one, number) => Document(
            $"urn:document:{TypeOf(kinds, one.Document, isFirst: number == 0)}", one.Name, ContentTypeOf(one.Name), one.File.ContentId!.Value, BuilderData.Text(one.Document.Data, "svdreg-code")) with
        {
            OriginalDraftsBuilder = new OriginalDraftsBuilder(one.File.Id, one.Document.Id),
            Signatures = one.File.Signature is { Length: > 0 } signature ? [new DraftSignature(Guid.NewGuid(), signature, CmsSigning.ThumbprintOf(signature), false)] : [],
        }));
        return new ExternDraft(id, builder.AccountId, builder.OwnerId, meta, DraftStatus.New, documents, null, at);
    }

    private DraftDocument Document(string type, string name, string contentType, Guid contentId, string? svdregCode)
    {
        using var content = contents.Read(contentId);
        var facts = contentType == "application/xml" ? ReportReader.Read(content).File : new ReportFile();
        return new DraftDocument(Guid.NewGuid(), type, name, contentType, DraftDocumentsEndpoints.PropertiesOf(facts, null, svdregCode), contentId, null, []);
    }

    private static XElement Listed(BuilderDocument document, IReadOnlyList<(BuilderDocument Document, BuilderFile File, string Name)> files) => new("Док",
        document.Data is { ValueKind: JsonValueKind.Object } data ? JsonXml.Of("СвДок", data) : null,
        files.Where(one => one.Document.Id == document.Id).Select(one => new XElement("ИмяФайла", one.Name)));

    /// <summary>The text of a letter, where a document of it is a plain text.</summary>
    private XElement? Text(IReadOnlyList<BuilderDocument> share)
    {
        var letter = share.FirstOrDefault(document => BuilderData.Text(document.Data, "type") == "letter")?.Files
            .FirstOrDefault(file => file.FileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && contents.LengthOf(file.ContentId!.Value) <= LargestText);
        if (letter is null)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(contents.ReadInline(letter.ContentId!.Value));
        return new XElement("Текст", new string([.. text.Where(sign => System.Xml.XmlConvert.IsXmlChar(sign))]));
    }

    private static string TypeOf(BuiltKinds kinds, BuilderDocument document, bool isFirst) =>
        BuilderData.Text(document.Data, "type") == "warrant" && kinds.Warrant is { } warrant ? warrant
            : isFirst ? kinds.First : kinds.Attachment;

    /// <summary>Names as the tax service takes them: letters, digits and few signs, at most a hundred.</summary>
    private static string Normal(string name)
    {
        var clean = new string([.. name.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')]);
        var extension = Path.GetExtension(clean);
        return clean.Length <= LongestName ? clean : clean[..(LongestName - Math.Min(extension.Length, 10))] + extension[..Math.Min(extension.Length, 10)];
    }

    private static string Unique(string name, HashSet<string> names)
    {
        for (var (candidate, number) = (name, 2); ; number++)
        {
            if (names.Add(candidate))
            {
                return candidate;
            }

            candidate = $"{Path.GetFileNameWithoutExtension(name)}_{number}{Path.GetExtension(name)}";
        }
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".xml" => "application/xml",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        ".tif" or ".tiff" => "image/tiff",
        ".pdf" => "application/pdf",
        _ => "application/octet-stream",
    };

    private static Guid IdOf(Guid taskId, int number)
    {
        var bytes = taskId.ToByteArray();
        (bytes[14], bytes[15]) = ((byte)(bytes[14] ^ (number >> 8)), (byte)(bytes[15] ^ (number + 1)));
        return new Guid(bytes);
    }
}

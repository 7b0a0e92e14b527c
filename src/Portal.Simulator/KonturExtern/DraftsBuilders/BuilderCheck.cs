using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Finds the documents that cannot go into a draft (drafts contract 4); the others can.</summary>
internal sealed class BuilderCheck(ContentStore contents)
{
    /// <summary>Files per draft; one more is the inventory or the letter itself.</summary>
    public const int MostFiles = 98;

    private const long Megabyte = 1024 * 1024;
    private static readonly string[] Scans = [".jpg", ".jpeg", ".png", ".pdf", ".tif", ".tiff"];

    public static long LargestDraft(string type) => type == BuilderData.Letter ? 5 * Megabyte : 60 * Megabyte;

    public IReadOnlyList<BadBuilderDocument> Bad(DraftsBuilder builder)
    {
        var type = BuilderData.TypeOf(builder.Meta);
        return [.. builder.Documents.Select(document => (document.Id, Trouble: TroubleOf(type, document))).Where(one => one.Trouble is not null).Select(one => new BadBuilderDocument(one.Id, one.Trouble!))];
    }

    public long SizeOf(BuilderDocument document) => document.Files.Sum(file => contents.LengthOf(file.ContentId!.Value));

    private string? TroubleOf(string type, BuilderDocument document)
    {
        if (document.Files.Count == 0)
        {
            return "В документе нет файлов.";
        }

        if (document.Files.FirstOrDefault(file => file.ContentId is null) is { } empty)
        {
            return $"Файл {empty.FileName} не загружен.";
        }

        if (BuilderData.Part(document.Data, "background-processing") is { } background
            && BuilderData.Text(background, "total-file-count") is { } total && total != document.Files.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            return $"Ожидалось файлов: {total}, загружено: {document.Files.Count}.";
        }

        if (document.Files.Count > MostFiles || SizeOf(document) > LargestDraft(type))
        {
            return $"В документе больше {MostFiles} файлов или больше {LargestDraft(type) / Megabyte} МБ.";
        }

        return document.Files.Where(file => !file.IsGenerated).Select(file => FormatTrouble(type, BuilderData.Text(document.Data, "type"), file)).FirstOrDefault(trouble => trouble is not null);
    }

    private string? FormatTrouble(string type, string? kind, BuilderFile file)
    {
        var extension = Path.GetExtension(file.FileName).ToLowerInvariant();
        return (type, kind) switch
        {
            (_, "warrant") when !IsWarrant(file) => $"Файл {file.FileName} не похож на доверенность.",
            (BuilderData.Inventory, "formalized") when extension != ".xml" => $"Формализованный документ {file.FileName} должен быть файлом XML.",
            (BuilderData.Inventory, "scanned") when !Scans.Contains(extension) => $"Скан {file.FileName} должен быть jpg, png, pdf или tif.",
            (BuilderData.Inventory, null) when extension != ".xml" && !Scans.Contains(extension) => $"Файл {file.FileName} должен быть xml, jpg, png, pdf или tif.",
            (BuilderData.Letter, "letter" or "attachment") when IsWarrant(file) => $"Файл {file.FileName} — доверенность, а указан другой вид.",
            _ => null,
        };
    }

    private bool IsWarrant(BuilderFile file)
    {
        using var content = contents.Read(file.ContentId!.Value);
        return ReportReader.Read(content).File.Knd == FnsForms.Warrant;
    }
}

using Portal.Ui;

namespace Portal.Features.Drafts.Inventories;

/// <summary>Which files an answer to a demand is made of (contract drafts 4): scans, and formalised documents as XML.</summary>
public static class InventoryRules
{
    /// <summary>Bytes of the largest file: all of one answer are at most 60 MB.</summary>
    public const long Largest = 60L * 1024 * 1024;

    /// <summary>Files of one answer; the inventory itself comes to them.</summary>
    public const int Most = 98;

    /// <summary>Extensions, lower case with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".xml"];

    /// <summary>The kind of document that the service is told.</summary>
    public static string TypeOf(string fileName) => fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? "formalized" : "scanned";

    /// <summary>Refuses a file before a byte of it is read.</summary>
    /// <exception cref="ReportFileException">With the reason for the person.</exception>
    public static void Check(string fileName, long? length, int others)
    {
        var why = fileName.Length is 0 or > 255 || fileName.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || fileName.Any(char.IsControl) ? "В имени файла есть знаки, которых там быть не должно. Переименуйте файл и выберите его снова."
            : !Extensions.Contains(Path.GetExtension(fileName).ToLowerInvariant()) ? $"Файл «{fileName}» не подойдёт: инспекция принимает PDF, JPG, PNG, TIF и XML."
            : length == 0 ? $"Файл «{fileName}» пуст."
            : length > Largest ? $"Файл «{fileName}» больше {FileSize.Of(Largest)}: такой файл не принимается."
            : others >= Most ? $"В одном ответе не больше {Most} файлов. Составьте опись из этих и начните следующий ответ."
            : null;
        if (why is not null)
        {
            throw new ReportFileException(why);
        }
    }
}

using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Which files may stand beside a report, and how they are called in words and on the wire.</summary>
public static class DocumentRules
{
    private const int MostFiles = 20;
    private const int MostLetterFiles = 99;

    /// <summary>The largest attachment, bytes: one part of the contents service (contract drafts 3.2).</summary>
    public const long MaxAttachment = 67_108_864;

    private static readonly Dictionary<string, (string Words, string ContentType)> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".xml"] = ("Файл XML", "application/xml"),
        [".pdf"] = ("Документ PDF", "application/pdf"),
        [".jpg"] = ("Изображение", "image/jpeg"),
        [".jpeg"] = ("Изображение", "image/jpeg"),
        [".png"] = ("Изображение", "image/png"),
        [".tif"] = ("Изображение", "image/tiff"),
        [".tiff"] = ("Изображение", "image/tiff"),
        [".doc"] = ("Документ Word", "application/msword"),
        [".docx"] = ("Документ Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        [".xls"] = ("Таблица Excel", "application/vnd.ms-excel"),
        [".xlsx"] = ("Таблица Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        [".rtf"] = ("Документ RTF", "application/rtf"),
        [".txt"] = ("Текст", "text/plain"),
    };

    /// <summary>Extensions of files that may stand beside a report, lower case with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Kinds.Keys];

    /// <summary>Extensions of files that may be added to a draft; none means any.</summary>
    public static IReadOnlyList<string> ExtensionsOf(Draft draft) => draft.Facts.Purpose switch
    {
        DraftPurpose.Letter => [],
        DraftPurpose.Request or DraftPurpose.Inventory => [".xml"],
        _ => Extensions,
    };

    /// <summary>The fund and Rosstat are told the number of a machine-readable warrant instead of being sent a file (contract drafts 1.3).</summary>
    public static bool TakesWarrant(Draft draft) => draft.Facts.Body is not (Authority.SocialFund or Authority.Rosstat);

    /// <summary>Files of one draft, the report or the letter's text included (letters: contract drafts 4).</summary>
    public static int MostFilesOf(Draft draft) => draft.Facts.Purpose is DraftPurpose.Letter or DraftPurpose.Inventory ? MostLetterFiles : MostFiles;

    /// <summary>Bytes of the largest file that may be added.</summary>
    public static long LargestOf(Draft draft) => draft.Facts.Purpose == DraftPurpose.Letter ? ReportFile.MaxLetterFile : ReportFile.MaxSize;

    /// <summary>The kind of a file by its name: «Документ PDF».</summary>
    public static string InWords(string fileName) => Kinds.TryGetValue(Path.GetExtension(fileName), out var kind) ? kind.Words : "Файл";

    /// <summary>The media type that Kontur is told.</summary>
    public static string ContentTypeOf(string fileName) => Kinds.TryGetValue(Path.GetExtension(fileName), out var kind) ? kind.ContentType : "application/octet-stream";

    /// <summary>Refuses a file before a byte of it is read.</summary>
    /// <param name="draft">The draft it is for.</param>
    /// <param name="documents">Its files.</param>
    /// <param name="old">The file whose place it takes; null adds one.</param>
    /// <param name="fileName">As the browser gives it.</param>
    /// <param name="length">Bytes, when known.</param>
    /// <exception cref="ReportFileException">With the reason for the person.</exception>
    public static void CheckBefore(Draft draft, IReadOnlyList<DraftDocument> documents, DraftDocument? old, string fileName, long? length)
    {
        if (!draft.IsEditable)
        {
            throw new ReportFileException("Отчёт уже подписан или отправляется: файлы больше не меняются.");
        }

        if (old is null && documents.Count >= MostFilesOf(draft))
        {
            throw new ReportFileException($"Вместе не больше {MostFilesOf(draft)} файлов. Уберите лишний и добавьте этот.");
        }

        if (draft.Facts.Purpose != DraftPurpose.Report && (old is { Kind: DocumentKind.Report } || (IsBuilt(draft) && (old is { Kind: DocumentKind.Attachment } || !ReportFile.IsWarrant(fileName)))))
        {
            throw new ReportFileException(draft.Facts.Purpose switch
            {
                DraftPurpose.Request => "Запрос составил Контур: файл в нём не заменить. Можно добавить только доверенность.",
                DraftPurpose.Inventory => "В описи перечислены эти файлы: чтобы изменить их, удалите ответ и составьте его заново. Добавить можно только доверенность.",
                _ => "Текст письма файлом не заменить: удалите письмо и напишите новое.",
            });
        }

        if (ReportFile.IsWarrant(fileName) && !TakesWarrant(draft))
        {
            throw new ReportFileException("СФР и Росстат не принимают файл доверенности. Укажите номер МЧД в разделе «Кому и от кого».");
        }

        if (old is { Kind: DocumentKind.Report } || ReportFile.IsWarrant(fileName))
        {
            ReportFile.CheckName(fileName);
        }
        else if (draft.Facts.Purpose == DraftPurpose.Letter)
        {
            ReportFile.CheckLetterFile(fileName);
        }
        else if (!Kinds.ContainsKey(Path.GetExtension(fileName)))
        {
            throw new ReportFileException($"Файл «{fileName}» приложить нельзя: подойдут XML, PDF, изображения, документы Word и Excel, RTF и текст.");
        }

        if (fileName.Length > 255 || fileName.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || fileName.Any(char.IsControl))
        {
            throw new ReportFileException("В имени файла есть знаки, которых там быть не должно. Переименуйте файл и выберите его снова.");
        }

        if (length == 0)
        {
            throw new ReportFileException($"Файл «{fileName}» пуст.");
        }

        if (length > LargestOf(draft, old, fileName))
        {
            throw new ReportFileException($"Файл «{fileName}» больше {FileSize.Of(LargestOf(draft, old, fileName))}: такой файл не принимается.");
        }
    }

    /// <summary>Whether a file may be replaced or removed: what the service has listed in a file of its own stays as it is.</summary>
    public static bool MayChange(Draft draft, DraftDocument document) =>
        draft.IsEditable && (document.Kind == DocumentKind.Warrant || draft.Facts.Purpose == DraftPurpose.Report || (document.Kind == DocumentKind.Attachment && !IsBuilt(draft)));

    // The service has built it: its files are listed inside one of them.
    private static bool IsBuilt(Draft draft) => draft.Facts.Purpose is DraftPurpose.Request or DraftPurpose.Inventory;

    /// <summary>Bytes of the largest file that may stand there.</summary>
    public static long LargestOf(Draft draft, DraftDocument? old, string fileName) =>
        draft.Facts.Purpose == DraftPurpose.Letter ? ReportFile.MaxLetterFile
        : old is { Kind: DocumentKind.Report } || fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? ReportFile.MaxSize
        : MaxAttachment;
}

namespace Portal.Features.Goskey.Assembly;

/// <summary>What a file is by its first bytes, in a word for the user: so that «внутри не PDF» is followed by what it is instead.</summary>
internal static class KnownContents
{
    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([.. "%PDF-"u8], "PDF"),
        ([.. "PK\u0003\u0004"u8], "ZIP-архив или документ Office"),
        ([.. "PK\u0005\u0006"u8], "пустой ZIP-архив"),
        ([.. "Rar!\u001A\u0007"u8], "RAR-архив"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "архив 7z"),
        ([0x1F, 0x8B], "архив gzip"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "документ старого Office"),
        ([0xFF, 0xD8, 0xFF], "JPEG"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG"),
        ([.. "GIF8"u8], "GIF"),
        ([.. "II*\0"u8], "TIFF"),
        ([.. "MM\0*"u8], "TIFF"),
        ([.. "II+\0"u8], "BigTIFF"),
        ([.. "MM\0+"u8], "BigTIFF"),
        ([.. "{\\rtf"u8], "RTF"),
        ([.. "\u007FELF"u8], "программа"),
        ([.. "MZ"u8], "программа"),
        ([.. "-----BEGIN "u8], "файл ключа или подписи"),
        ([0xFF, 0xFE], "текст UTF-16"),
        ([0xFE, 0xFF], "текст UTF-16"),
        ([.. "<?xml"u8], "XML"),
        ([0xEF, 0xBB, 0xBF, .. "<?xml"u8], "XML"),
    ];

    /// <summary>Null for what is not recognised.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, name) in Marks)
        {
            // Two letters are too few to call a text that begins with them a program: a header of DOS has its zeros near.
            if (head.StartsWith(mark) && (mark is not [0x4D, 0x5A] || head[..Math.Min(head.Length, 64)].Contains((byte)0)))
            {
                return name;
            }
        }

        return null;
    }
}

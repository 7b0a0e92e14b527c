namespace Portal.Features.Docflows.Reading;

/// <summary>How the bytes of a document can be shown.</summary>
public enum ReadableKind
{
    /// <summary>Pages.</summary>
    Pdf,

    /// <summary>A picture that every browser shows.</summary>
    Image,

    /// <summary>XML, in the encoding that it names.</summary>
    Xml,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Nothing that is shown in a page: it is downloaded.</summary>
    Other,
}

/// <summary>Tells by their first bytes what a file is: its name and the vendor's media type say what somebody wished.</summary>
public static class FileKind
{
    /// <summary>As many bytes are looked at.</summary>
    public const int Looked = 4_096;

    /// <summary>The kind, and the media type to serve it with; markup of any sort is never served as such.</summary>
    public static (ReadableKind Kind, string Media) Of(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        return 0 switch
        {
            _ when head.StartsWith("%PDF-"u8) => (ReadableKind.Pdf, "application/pdf"),
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) => (ReadableKind.Image, "image/png"),
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => (ReadableKind.Image, "image/jpeg"),
            _ when head.StartsWith("GIF8"u8) => (ReadableKind.Image, "image/gif"),
            _ when text.StartsWith("<?xml"u8) => (ReadableKind.Xml, Download),
            _ when head.IsEmpty || head.Contains((byte)0) || head.StartsWith("{\\rtf"u8) => (ReadableKind.Other, Download),
            _ when IsText(head) => (ReadableKind.Text, Download),
            _ => (ReadableKind.Other, Download),
        };
    }

    private const string Download = "application/octet-stream";

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var one in head)
        {
            if (one < 0x20 && one is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C))
            {
                return false;
            }
        }

        return true;
    }
}

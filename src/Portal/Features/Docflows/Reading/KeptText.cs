using System.Text;
using System.Xml;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>The words of a kept text or XML, as much as a page can carry.</summary>
/// <param name="Text">What is shown; XML one element a line.</param>
/// <param name="IsCut">True when there is more, which is in the download.</param>
public sealed record ShownText(string Text, bool IsCut);

/// <summary>Reads a kept text in its own encoding: XML in the one that it names, other text in UTF-8 or, when it is none, in windows-1251.</summary>
public sealed class KeptText(FileStore files)
{
    /// <summary>As many characters are shown.</summary>
    public const int MostCharacters = 200_000;

    private const int MostBytes = 2 * 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when the kind has no words, or the bytes are no longer kept.</summary>
    public async Task<ShownText?> ReadAsync(KeptContent content, CancellationToken cancellationToken = default)
    {
        if (content.Kind is not (ReadableKind.Xml or ReadableKind.Text) || files.Open(content.Sha256) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            var bytes = new byte[(int)Math.Min(content.Size, MostBytes)];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            var whole = content.Size <= MostBytes;
            var text = content.Kind == ReadableKind.Xml && whole && Indented(bytes.AsSpan(0, read).ToArray()) is { } xml ? xml : Decoded(bytes.AsSpan(0, read), content.Kind);
            return text.Length > MostCharacters ? new ShownText(text[..MostCharacters], IsCut: true) : new ShownText(text, !whole);
        }
    }

    private static string? Indented(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var text = new StringBuilder();
            using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
            {
                writer.WriteNode(reader, defattr: false);
            }

            return text.ToString().Trim();
        }
        catch (Exception broken) when (broken is XmlException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Decoded(ReadOnlySpan<byte> bytes, ReadableKind kind)
    {
        var head = Encoding.ASCII.GetString(bytes[..Math.Min(200, bytes.Length)]);
        if (kind == ReadableKind.Xml && head.Contains("windows-1251", StringComparison.OrdinalIgnoreCase))
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(bytes);
        }

        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(bytes);
        }
    }
}

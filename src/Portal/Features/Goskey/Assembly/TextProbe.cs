using System.Text;

namespace Portal.Features.Goskey.Assembly;

/// <summary>Text in UTF-8 or Windows-1251 (contract goskey 6.1) without control characters.</summary>
internal sealed class TextProbe : EndsProbe
{
    private const byte Tab = 0x09, LineFeed = 0x0A, FormFeed = 0x0C, CarriageReturn = 0x0D, Delete = 0x7F;

    /// <summary>The one byte to which Windows-1251 gives no character.</summary>
    private const byte UnassignedIn1251 = 0x98;

    private readonly Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
    private readonly char[] chars = new char[4096];
    private bool mayBeUtf8 = true;
    private bool mayBe1251 = true;
    private bool hasControls;

    /// <inheritdoc />
    protected override void Look(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            hasControls |= one is < 0x20 and not (Tab or LineFeed or FormFeed or CarriageReturn) or Delete;
            mayBe1251 &= one != UnassignedIn1251;
        }

        mayBeUtf8 = mayBeUtf8 && Decode(bytes, flush: false);
    }

    /// <inheritdoc />
    protected override string? Problem()
    {
        mayBeUtf8 = mayBeUtf8 && Decode([], flush: true);
        return KnownContents.Of(Head) is { } found and not "XML" ? $"Внутри не текст, а {found}"
            : hasControls ? "Внутри не текст: есть нулевые или управляющие знаки"
            : !mayBeUtf8 && !mayBe1251 ? "Кодировка текста не понята: сохраните файл в UTF-8 или Windows-1251"
            : null;
    }

    private bool Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        try
        {
            for (var completed = false; !completed;)
            {
                decoder.Convert(bytes, chars, flush, out var read, out var written, out completed);
                bytes = bytes[read..];
                if (chars.AsSpan(0, written).ContainsAnyInRange('\u0080', '\u009F'))
                {
                    return false;
                }
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

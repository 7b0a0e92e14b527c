namespace Portal.Features.Goskey.Assembly;

/// <summary>Looks for one kind of content in what streams through.</summary>
internal abstract class ContentProbe : IAsyncDisposable
{
    /// <summary>The probe of a kind.</summary>
    public static ContentProbe Of(ContentKind kind) => kind switch
    {
        ContentKind.Pdf => new PdfProbe(),
        ContentKind.Tiff => new TiffProbe(),
        ContentKind.Jpeg => new JpegProbe(),
        ContentKind.Xml => new XmlProbe(),
        ContentKind.Text => new TextProbe(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Takes the next bytes; false when the verdict is known and is bad.</summary>
    public abstract ValueTask<bool> FeedAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken);

    /// <summary>What is wrong, in a sentence for the user; null when nothing is.</summary>
    public abstract Task<string?> FinishAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>«Внутри не PDF, а PNG».</summary>
    protected static string Foreign(string wanted, ReadOnlySpan<byte> head) =>
        KnownContents.Of(head) is { } found && found != wanted ? $"Внутри не {wanted}, а {found}" : $"Внутри не {wanted}: содержимое не того формата, что в расширении";
}

/// <summary>A probe that needs the ends of a file and its length.</summary>
internal abstract class EndsProbe : ContentProbe
{
    /// <summary>Bytes kept of either end.</summary>
    protected const int Kept = 1024;

    private readonly byte[] head = new byte[Kept];
    private readonly byte[] tail = new byte[Kept];
    private int headLength;
    private int tailLength;

    /// <summary>Bytes so far.</summary>
    protected long Length { get; private set; }

    /// <summary>The first bytes.</summary>
    protected ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    /// <summary>The last bytes.</summary>
    protected ReadOnlySpan<byte> Tail => tail.AsSpan(0, tailLength);

    /// <inheritdoc />
    public override ValueTask<bool> FeedAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var bytes = block.Span;
        Length += bytes.Length;
        var first = bytes[..Math.Min(bytes.Length, Kept - headLength)];
        first.CopyTo(head.AsSpan(headLength));
        headLength += first.Length;
        var last = bytes[Math.Max(0, bytes.Length - Kept)..];
        var stays = Math.Min(tailLength, Kept - last.Length);
        tail.AsSpan(tailLength - stays, stays).CopyTo(tail);
        last.CopyTo(tail.AsSpan(stays));
        tailLength = stays + last.Length;
        Look(bytes);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc />
    public override Task<string?> FinishAsync(CancellationToken cancellationToken) => Task.FromResult(Problem());

    /// <summary>What is wrong.</summary>
    protected abstract string? Problem();

    /// <summary>Sees every byte once.</summary>
    protected virtual void Look(ReadOnlySpan<byte> bytes)
    {
    }
}

/// <summary>PDF: its header near the beginning, its end at the end, no password.</summary>
internal sealed class PdfProbe : EndsProbe
{
    private const int Overlap = 64;
    private readonly byte[] carried = new byte[2 * Overlap];
    private int carriedLength;
    private bool encrypted;

    /// <inheritdoc />
    protected override void Look(ReadOnlySpan<byte> bytes)
    {
        // What lies across two blocks is looked for in the end of the one with the beginning of the other.
        var first = bytes[..Math.Min(bytes.Length, Overlap)];
        var last = bytes[Math.Max(0, bytes.Length - Overlap)..];
        var stays = Math.Min(carriedLength, Overlap);
        carried.AsSpan(carriedLength - stays, stays).CopyTo(carried);
        first.CopyTo(carried.AsSpan(stays));
        carriedLength = stays + first.Length;
        encrypted |= NamesEncryption(carried.AsSpan(0, carriedLength)) || NamesEncryption(bytes);
        if (last.Length == Overlap)
        {
            last.CopyTo(carried);
            carriedLength = Overlap;
        }
    }

    /// <inheritdoc />
    protected override string? Problem() =>
        Head.IndexOf("%PDF-"u8) < 0 ? Foreign("PDF", Head)
        : Tail.IndexOf("%%EOF"u8) < 0 ? "PDF обрывается: у файла нет конца, скачайте или сохраните его заново"
        : encrypted ? "PDF зашифрован — паролем или запретом на изменение: сохраните файл без защиты"
        : null;

    // "/Encrypt 12 0 R" of a trailer; the word alone may stand anywhere.
    private static bool NamesEncryption(ReadOnlySpan<byte> bytes)
    {
        for (int at; (at = bytes.IndexOf("/Encrypt"u8)) >= 0;)
        {
            bytes = bytes[(at + "/Encrypt"u8.Length)..];
            var value = bytes.TrimStart(" \t\r\n\0\f"u8);
            if (value.StartsWith("<<"u8) || (value.Length < bytes.Length && IsReference(value)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReference(ReadOnlySpan<byte> value)
    {
        for (var number = 0; number < 2; number++)
        {
            var digits = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            var space = digits > 0 ? value[digits..].TrimStart(" \t\r\n\0\f"u8) : default;
            if (digits <= 0 || space.Length == value.Length - digits)
            {
                return false;
            }

            value = space;
        }

        return value.StartsWith("R"u8);
    }
}

/// <summary>TIFF of either byte order, whose first directory lies within the file.</summary>
internal sealed class TiffProbe : EndsProbe
{
    /// <inheritdoc />
    protected override string? Problem()
    {
        const int Header = 8;
        var (little, big) = (Head.StartsWith("II*\0"u8), Head.StartsWith("MM\0*"u8));
        if (!little && !big)
        {
            return Foreign("TIFF", Head);
        }

        var directory = Head.Length < Header ? 0
            : little ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(Head[4..]) : System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Head[4..]);
        return directory >= Header && directory < Length ? null : "TIFF обрывается: в файле нет страниц, скачайте или сохраните его заново";
    }
}

/// <summary>JPEG from its first marker to its last.</summary>
internal sealed class JpegProbe : EndsProbe
{
    private static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> End => [0xFF, 0xD9];

    /// <inheritdoc />
    protected override string? Problem() =>
        !Head.StartsWith(Start) ? Foreign("JPEG", Head)
        : !Tail.EndsWith(End) ? "JPEG обрывается: у файла нет конца, скачайте или сохраните его заново"
        : null;
}

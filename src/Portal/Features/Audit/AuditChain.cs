using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Storage;

namespace Portal.Features.Audit;

/// <summary>A link of the chain: the place of a row and its hash. Zero and nothing before the first row.</summary>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>Before the first row.</summary>
    public static AuditHead None { get; } = new(0, "");
}

/// <summary>A row as it lies in the database: not trusted, so every value keeps the type it has there.</summary>
public sealed record StoredRow(object? Seq, object? Hash, IReadOnlyList<object?> Values)
{
    /// <summary>When, if that can still be read.</summary>
    public DateTimeOffset? At => Values[1] is long at and > -62_135_596_800_000 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Its id, if that can still be read.</summary>
    public string? Id => Values[0] as string;
}

/// <summary>
/// The seals: HMAC-SHA256 under a key derived from the master key, which is not in the database. Every value is written with its type and its length,
/// so that no two rows have the same bytes; a label tells the seals of rows, of the head and of the anchor apart.
/// </summary>
public sealed class AuditChain(MasterKey master)
{
    private readonly byte[] key = master.Derive("audit-chain");

    /// <summary>Seal of a row that stands after <paramref name="previous"/>; null when a value is of no type that we write.</summary>
    public string? Seal(AuditHead previous, IReadOnlyList<object?> values) => Mac("row", [previous.Seq + 1, previous.Hash, .. values]);

    /// <summary>Seal of a row appended when the head had been tampered with: the chain goes on, and the check stops here for ever.</summary>
    public string? SealAfterBreak(AuditHead previous, IReadOnlyList<object?> values) => Mac("row after a broken head", [previous.Seq + 1, previous.Hash, .. values]);

    /// <summary>Seal of the head.</summary>
    public string SealHead(AuditHead head) => Mac("head", [head.Seq, head.Hash])!;

    /// <summary>Seal of the anchor: the last trimmed row.</summary>
    public string SealAnchor(AuditHead anchor) => Mac("anchor", [anchor.Seq, anchor.Hash])!;

    /// <summary>True for our own seal of the head; a chain that has not begun has none.</summary>
    public bool IsHead(AuditHead head, string mac) => head == AuditHead.None ? mac is "" : Same(SealHead(head), mac);

    /// <summary>True for our own seal of the anchor; a chain that was never trimmed has none.</summary>
    public bool IsAnchor(AuditHead anchor, string mac) => anchor == AuditHead.None ? mac is "" : Same(SealAnchor(anchor), mac);

    /// <summary>Compares two seals.</summary>
    public static bool Same(string? one, string? two) =>
        one is not null && two is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(two));

    private string? Mac(string label, IReadOnlyList<object?> values)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Text(buffer, label);
        foreach (var value in values)
        {
            switch (value)
            {
                case null:
                    Byte(buffer, 0);
                    break;
                case string text:
                    Text(buffer, text);
                    break;
                case long number:
                    Byte(buffer, 2);
                    BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), number);
                    buffer.Advance(8);
                    break;
                default:
                    return null;
            }
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, buffer.WrittenSpan));
    }

    private static void Byte(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private static void Text(ArrayBufferWriter<byte> buffer, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Byte(buffer, 1);
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), length);
        buffer.Advance(4);
        Encoding.UTF8.GetBytes(text, buffer);
    }
}

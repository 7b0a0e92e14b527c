using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Storage.Files;

/// <summary>
/// Blocks of 64 KB under AES-256-GCM. The nonce is eight random bytes of the file and the number of the block; the last block says that it is the last, so that
/// neither an exchanged nor a missing block passes.
/// </summary>
internal sealed class FileBlocks(byte[] key, byte[] prefix) : IDisposable
{
    /// <summary>Plain bytes of a full block.</summary>
    public const int Size = 65_536;

    /// <summary>Bytes a block grows by.</summary>
    public const int Overhead = 16;

    /// <summary>Random bytes at the beginning of the file.</summary>
    public const int PrefixSize = 8;

    private readonly AesGcm aes = new(key, Overhead);
    private uint number;

    /// <summary>Encrypts the next block: its tag, then its bytes.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> block, bool isLast) => aes.Encrypt(NextNonce(), plain, block[Overhead..], block[..Overhead], [(byte)(isLast ? 1 : 0)]);

    /// <summary>Decrypts the next block.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public void Unseal(ReadOnlySpan<byte> block, Span<byte> plain, bool isLast)
    {
        try
        {
            aes.Decrypt(NextNonce(), block[Overhead..], block[..Overhead], plain, [(byte)(isLast ? 1 : 0)]);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new InvalidDataException("A stored file is damaged, or was kept under another master key.", error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => aes.Dispose();

    private byte[] NextNonce()
    {
        var nonce = new byte[12];
        prefix.CopyTo(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(PrefixSize), number++);
        return nonce;
    }
}

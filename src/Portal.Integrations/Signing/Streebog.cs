using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Org.BouncyCastle.Crypto;

namespace Portal.Integrations.Signing;

/// <summary>
/// The digest GOST R 34.11-2012 (RFC 6986). Hashing is nearly all of the work of signing a package (contract goskey 8.1), and BouncyCastle does it at less than
/// half the speed of OpenSSL's engine: this one keeps the state in registers and looks up eight bytes at a time. Keys and signatures stay with BouncyCastle.
/// </summary>
/// <param name="bits">256 or 512.</param>
internal sealed class Streebog(int bits) : IDigest
{
    private const int Block = 64;
    private const int Words = 8;
    private readonly byte[] rest = new byte[Block];
    private readonly ulong[] state = Start(bits);
    private readonly ulong[] sum = new ulong[Words];
    private ulong length;
    private int pending;

    public string AlgorithmName => $"GOST3411-2012-{bits}";

    public int GetDigestSize() => bits / 8;

    public int GetByteLength() => Block;

    public void Update(byte input) => BlockUpdate([input]);

    public void BlockUpdate(byte[] input, int inOff, int inLen) => BlockUpdate(input.AsSpan(inOff, inLen));

    public void BlockUpdate(ReadOnlySpan<byte> input)
    {
        if (pending > 0)
        {
            var taken = Math.Min(Block - pending, input.Length);
            input[..taken].CopyTo(rest.AsSpan(pending));
            pending += taken;
            input = input[taken..];
            if (pending < Block)
            {
                return;
            }

            Take(rest, Block);
            pending = 0;
        }

        for (; input.Length >= Block; input = input[Block..])
        {
            Take(input[..Block], Block);
        }

        input.CopyTo(rest);
        pending = input.Length;
    }

    public int DoFinal(byte[] output, int outOff) => DoFinal(output.AsSpan(outOff));

    public int DoFinal(Span<byte> output)
    {
        rest.AsSpan(pending).Clear();
        rest[pending] = 1;
        Take(rest, pending);
        Span<ulong> total = [length, 0, 0, 0, 0, 0, 0, 0];
        Compress(state, 0, total);
        Compress(state, 0, sum);
        for (int word = Words - (bits / 64), at = 0; word < Words; word++, at += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(output[at..], state[word]);
        }

        Reset();
        return bits / 8;
    }

    public void Reset()
    {
        Start(bits).CopyTo(state, 0);
        Array.Clear(sum);
        Array.Clear(rest);
        (length, pending) = (0, 0);
    }

    private static ulong[] Start(int bits)
    {
        var state = new ulong[Words];
        Array.Fill(state, bits == 256 ? 0x0101010101010101ul : 0);
        return state;
    }

    // The length is counted in 64 bits: two million terabytes.
    private void Take(ReadOnlySpan<byte> block, int bytes)
    {
        Span<ulong> message = stackalloc ulong[Words];
        for (var word = 0; word < Words; word++)
        {
            message[word] = BinaryPrimitives.ReadUInt64LittleEndian(block[(word * sizeof(ulong))..]);
        }

        Compress(state, length, message);
        length += (ulong)bytes * 8;
        var carry = 0ul;
        for (var word = 0; word < Words; word++)
        {
            var added = (UInt128)sum[word] + message[word] + carry;
            (sum[word], carry) = ((ulong)added, (ulong)(added >> 64));
        }
    }

    private static void Compress(Span<ulong> state, ulong count, ReadOnlySpan<ulong> message)
    {
        Span<ulong> key = stackalloc ulong[Words];
        Span<ulong> text = stackalloc ulong[Words];
        Span<ulong> none = stackalloc ulong[Words];
        none[0] = count;
        none[1..].Clear();
        Transform(state, none, key);
        message.CopyTo(text);
        for (var round = 0; round < StreebogTables.Rounds.Length; round += Words)
        {
            Transform(key, text, text);
            Transform(key, StreebogTables.Rounds.AsSpan(round, Words), key);
        }

        for (var word = 0; word < Words; word++)
        {
            state[word] ^= text[word] ^ key[word] ^ message[word];
        }
    }

    // LPS of the sum of two vectors; the result may take the place of either.
    private static void Transform(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(StreebogTables.Lps);
        ulong a = left[0] ^ right[0], b = left[1] ^ right[1], c = left[2] ^ right[2], d = left[3] ^ right[3];
        ulong e = left[4] ^ right[4], f = left[5] ^ right[5], g = left[6] ^ right[6], h = left[7] ^ right[7];
        for (var word = 0; word < Words; word++)
        {
            // A byte never leaves its part of 256 words, so no index needs to be checked.
            result[word] = Unsafe.Add(ref table, (nint)(byte)a) ^ Unsafe.Add(ref table, (nint)(byte)b + 256)
                ^ Unsafe.Add(ref table, (nint)(byte)c + 512) ^ Unsafe.Add(ref table, (nint)(byte)d + 768)
                ^ Unsafe.Add(ref table, (nint)(byte)e + 1024) ^ Unsafe.Add(ref table, (nint)(byte)f + 1280)
                ^ Unsafe.Add(ref table, (nint)(byte)g + 1536) ^ Unsafe.Add(ref table, (nint)(byte)h + 1792);
            (a, b, c, d, e, f, g, h) = (a >> 8, b >> 8, c >> 8, d >> 8, e >> 8, f >> 8, g >> 8, h >> 8);
        }
    }
}

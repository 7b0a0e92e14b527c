using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;

namespace Portal.Integrations.Signing;

/// <summary>GOST R 34.10-2012 of one key length with the digest that belongs to it (contract goskey 8.3).</summary>
public sealed class GostAlgorithm
{
    /// <summary>Keys of 256 bits, Streebog-256.</summary>
    public static readonly GostAlgorithm Bits256 = new(256, "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.2.2", "1.2.643.7.1.1.3.2");

    /// <summary>Keys of 512 bits, Streebog-512.</summary>
    public static readonly GostAlgorithm Bits512 = new(512, "1.2.643.7.1.1.1.2", "1.2.643.7.1.1.2.3", "1.2.643.7.1.1.3.3");

    private GostAlgorithm(int bits, string key, string digest, string signature) => (Bits, Key, Digest, SignatureWithDigest) = (bits, key, digest, signature);

    /// <summary>Length of the key and of the digest, in bits.</summary>
    public int Bits { get; }

    /// <summary>Identifier of the key; SignerInfo names its signature by it as well (6.2).</summary>
    public string Key { get; }

    /// <summary>Identifier of the digest.</summary>
    public string Digest { get; }

    /// <summary>Identifier of the signature with its digest: in certificates, and in the SignerInfo of some programs.</summary>
    public string SignatureWithDigest { get; }

    /// <summary>BouncyCastle's name of the signature; it knows no identifier for it.</summary>
    internal string Mechanism => $"GOST3411-2012-{Bits}WITHECGOST3410-2012-{Bits}";

    // Without parameters, as Goskey writes them (7.2).
    internal AlgorithmIdentifier DigestIdentifier => new(new DerObjectIdentifier(Digest));

    internal AlgorithmIdentifier KeyIdentifier => new(new DerObjectIdentifier(Key));

    /// <summary>By the identifier of a key; null for any other algorithm.</summary>
    public static GostAlgorithm? OfKey(string identifier) => identifier == Bits256.Key ? Bits256 : identifier == Bits512.Key ? Bits512 : null;

    /// <summary>By the identifier of a digest; null for any other algorithm.</summary>
    public static GostAlgorithm? OfDigest(string identifier) => identifier == Bits256.Digest ? Bits256 : identifier == Bits512.Digest ? Bits512 : null;

    internal IDigest NewDigest() => new Streebog(Bits);
}

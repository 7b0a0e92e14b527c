using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Simulator.PartnerIdp;

/// <summary>The provider's signing and encryption keys, kept in the state folder so that tokens outlive a restart.</summary>
internal sealed class IdpKeys
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public IdpKeys(SimulatorSettings settings)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(ReadOrCreate(Path.Combine(settings.StateFolder, "idp-signing.key"), NewSigningKey), out _);
        Signing = new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()).AsSpan(0, 15).ToArray()) };
        Encryption = new SymmetricSecurityKey(ReadOrCreate(Path.Combine(settings.StateFolder, "idp-encryption.key"), () => RandomNumberGenerator.GetBytes(32)));
    }

    public RsaSecurityKey Signing { get; }

    public SymmetricSecurityKey Encryption { get; }

    private static byte[] NewSigningKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKey();
    }

    private static byte[] ReadOrCreate(string path, Func<byte[]> create)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: > 0 } known)
        {
            return known;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        var fresh = create();
        using (var stream = new FileStream(path + ".tmp", options))
        {
            stream.Write(fresh);
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return fresh;
    }
}

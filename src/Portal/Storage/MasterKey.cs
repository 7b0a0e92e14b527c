using System.Security.Cryptography;
using System.Text;

namespace Portal.Storage;

/// <summary>
/// 32 bytes that live outside the database. They protect the key ring of Data Protection and key the hashes that the database compares,
/// so that the database alone opens no secret.
/// </summary>
public sealed class MasterKey
{
    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    /// <summary>Reads the key; when <paramref name="createWhenMissing"/>, makes a new one with mode 600.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or does not hold 32 bytes in base64; the message names the setting.</exception>
    public static MasterKey Load(string path, bool createWhenMissing)
    {
        if (!File.Exists(path) && createWhenMissing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return Problem(path) is { } problem ? throw new InvalidOperationException(problem) : new MasterKey(Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }

    /// <summary>What is wrong with the file, or null.</summary>
    public static string? Problem(string path)
    {
        if (!File.Exists(path))
        {
            return $"Storage:MasterKeyFile: no file at {path} (make one: openssl rand -base64 32)";
        }

        Span<byte> bytes = stackalloc byte[48];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == 32
            ? null
            : $"Storage:MasterKeyFile: {path} does not hold 32 bytes in base64";
    }

    /// <summary>A hash that only the holder of the key can make; used to compare personal identifiers without keeping them in the clear.</summary>
    public string Fingerprint(string purpose, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Derive("fingerprint:" + purpose), Encoding.UTF8.GetBytes(value)));

    /// <summary>A key of 32 bytes for one purpose (HKDF-SHA256).</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose));
}

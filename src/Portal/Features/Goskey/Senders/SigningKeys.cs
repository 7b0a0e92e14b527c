using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Integrations.Signing;
using Portal.Storage;

namespace Portal.Features.Goskey.Senders;

/// <summary>What a key is good for at this moment.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Certificate">Its certificate; null when the key cannot be opened.</param>
/// <param name="Fault">Why it cannot sign; null when it can.</param>
/// <param name="Detail">What exactly; names files, no secrets.</param>
public sealed record KeyState(string Name, CertificateFacts? Certificate, SigningFault? Fault, string? Detail);

/// <summary>The signing keys of the settings. A key is read once and again whenever one of its files changes.</summary>
public sealed class SigningKeys(IOptions<GoskeyOptions> options, DataFolder folder, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string Stamp, IDetachedSigner Signer)> opened = new(StringComparer.Ordinal);

    /// <summary>Names of the keys, in order.</summary>
    public IReadOnlyList<string> Names => [.. options.Value.Keys.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Opens a key; an expired certificate opens, see <see cref="IDetachedSigner.EnsureUsable"/>.</summary>
    /// <exception cref="SigningException">There is no such key, or it cannot be read; the fault says which.</exception>
    public IDetachedSigner Open(string name)
    {
        if (!options.Value.Keys.TryGetValue(name, out var key))
        {
            throw new SigningException(SigningFault.NoPrivateKey, $"Goskey:Keys names no key {name}.");
        }

        var stamp = string.Join('|', new[] { key.Path, key.Certificate, key.PasswordFile }.Where(file => file is not "").Select(StampOf));
        if (opened.TryGetValue(name, out var known) && known.Stamp == stamp)
        {
            return known.Signer;
        }

        var signer = Read(key);
        opened[name] = (stamp, signer);
        return signer;
    }

    /// <summary>Looks at a key without signing anything.</summary>
    public KeyState Look(string name)
    {
        CertificateFacts? certificate = null;
        try
        {
            var signer = Open(name);
            certificate = signer.Certificate;
            signer.EnsureUsable();
            return new KeyState(name, certificate, null, null);
        }
        catch (SigningException error)
        {
            return new KeyState(name, certificate, error.Fault, error.Message);
        }
    }

    private IDetachedSigner Read(SigningKeyOptions key)
    {
        var password = key.Password is not "" ? key.Password : key.PasswordFile is "" ? null : System.Text.Encoding.UTF8.GetString(Bytes(key.PasswordFile, SigningFault.WrongPassword)).Trim();
        switch (key.Kind)
        {
            case SigningKeyKind.Pkcs12:
                return KeySigner.OfPkcs12(Bytes(key.Path, SigningFault.KeyUnreadable), password ?? "", clock);
            case SigningKeyKind.Pkcs8:
                return KeySigner.OfPkcs8(Bytes(key.Path, SigningFault.KeyUnreadable), password, Bytes(key.Certificate, SigningFault.CertificateUnreadable), clock);
            default:
                var command = new ExternalCommandOptions { Command = key.Command, Timeout = key.Timeout, Environment = key.Environment, TakesPlainCms = key.TakesPlainCms };
                try
                {
                    return new ExternalCommandSigner(CertificateFacts.Read(Bytes(key.Certificate, SigningFault.CertificateUnreadable)), command, clock);
                }
                catch (ArgumentException error)
                {
                    throw new SigningException(SigningFault.CommandFailed, error.Message, error);
                }
        }
    }

    private byte[] Bytes(string file, SigningFault fault)
    {
        try
        {
            return File.ReadAllBytes(folder.Resolve(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SigningException(fault, $"The file {file} cannot be read: {error.GetType().Name}.", error);
        }
    }

    private string StampOf(string file)
    {
        var info = new FileInfo(folder.Resolve(file));
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks}:{info.Length}") : "";
    }
}

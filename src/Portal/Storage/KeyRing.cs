using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Portal.Storage;

/// <summary>The key ring of Data Protection, in the database, each key encrypted with the master key.</summary>
public sealed class KeyRing(Database database, TimeProvider clock) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenAsync().GetAwaiter().GetResult();
        return [.. connection.Query<string>("SELECT xml FROM key_ring ORDER BY created_at").Select(XElement.Parse)];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenAsync().GetAwaiter().GetResult();
        connection.Execute(
            "INSERT INTO key_ring (id, xml, created_at) VALUES (@id, @xml, @at)",
            new { id = Guid.NewGuid().ToString(), xml = element.ToString(SaveOptions.DisableFormatting), at = clock.GetUtcNow() });
    }
}

/// <summary>AES-256-GCM with a key derived from the master key.</summary>
public sealed class MasterKeyEncryptor(MasterKey master) : IXmlEncryptor
{
    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(12);
        var cipher = new byte[plain.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(master.Derive("key-ring"), tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return new EncryptedXmlInfo(new XElement("masterKey", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(MasterKeyDecryptor));
    }
}

/// <summary>The other half of <see cref="MasterKeyEncryptor"/>; Data Protection makes it by its type name.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plain = new byte[bytes.Length - 28];
        using var aes = new AesGcm(services.GetRequiredService<MasterKey>().Derive("key-ring"), 16);
        aes.Decrypt(bytes[..12], bytes[28..], bytes[12..28], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

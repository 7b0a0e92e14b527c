using System.Buffers.Text;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>A sending organisation's key, as a client would load it from the files.</summary>
internal sealed record Sender(string ApiKey, AsymmetricKeyParameter Key, X509Certificate Certificate)
{
    private const string KeyAlgorithm = "1.2.643.7.1.1.1.1", Digest = "1.2.643.7.1.1.2.2";

    public static Sender OfSandbox(string folder)
    {
        string Read(string name) => File.ReadAllText(Path.Combine(folder, name)).Trim();
        return new Sender(Read("epgu-api-key"), KeyOf(Read("epgu-sender.key.pem"), Read("epgu-sender.key.password")), CertificateOf(Read("epgu-sender.cer.pem")));
    }

    public static AsymmetricKeyParameter KeyOf(string pem, string password = "")
    {
        using var text = new StringReader(pem);
        return (AsymmetricKeyParameter)new PemReader(text, new Password(password)).ReadObject();
    }

    public static X509Certificate CertificateOf(string pem) => new X509CertificateParser().ReadCertificate(Encoding.ASCII.GetBytes(pem));

    /// <summary>A CMS of the bytes, detached unless told otherwise.</summary>
    public byte[] Sign(byte[] content, DateTimeOffset? at = null, bool enclosed = false, bool ber = false)
    {
        var time = new Attribute(CmsAttributes.SigningTime, new DerSet(new Time((at ?? TimeProvider.System.GetUtcNow()).UtcDateTime)));
        var generator = new CmsSignedDataGenerator { UseDefiniteLength = !ber };
        generator.AddSigner(Key, Certificate, KeyAlgorithm, Digest, new DefaultSignedAttributeTableGenerator(new AttributeTable(new DerSet(time))), null);
        generator.AddCertificates(CollectionUtilities.CreateStore([Certificate]));
        return generator.Generate(new CmsProcessableByteArray(content), enclosed).GetEncoded(ber ? Asn1Encodable.Ber : Asn1Encodable.Der);
    }

    /// <summary>The API-Key's signature as it stands in the query: URL-safe base64 without padding (contract 2.1).</summary>
    public string KeySignature(DateTimeOffset? at = null) => Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(ApiKey), at));

    private sealed class Password(string password) : IPasswordFinder
    {
        public char[] GetPassword() => password.ToCharArray();
    }
}

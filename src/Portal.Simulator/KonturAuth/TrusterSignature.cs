using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturAuth;

/// <summary>How a signature of step 1 turned out.</summary>
internal enum SignatureVerdict
{
    /// <summary>Made with the partner's key over the text.</summary>
    Valid,

    /// <summary>Not a detached CMS in DER at all.</summary>
    Malformed,

    /// <summary>A CMS, but of another key or over another text.</summary>
    Wrong,
}

/// <summary>Verifies the detached CMS of step 1, with or without signed attributes (contract auth 2.2.3).</summary>
internal sealed class TrusterSignature(SandboxFolder sandbox, SimulatorSettings settings, ILogger<TrusterSignature> logger)
{
    /// <summary>Checks the body of the request against the text its query demands.</summary>
    public SignatureVerdict Verify(byte[] signature, string apiKey, string id, string timestamp)
    {
        if (!IsDetached(signature))
        {
            return SignatureVerdict.Malformed;
        }

        if (Fits(signature, TrusterText.Build(apiKey, id, timestamp)))
        {
            return SignatureVerdict.Valid;
        }

        if (!Fits(signature, TrusterText.Build(apiKey, id, timestamp, "\n")))
        {
            return SignatureVerdict.Wrong;
        }

        logger.LogWarning("A partner signed LF line ends; the contract says CR LF");
        return settings.Authenticator.AcceptLineFeed ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }

    private static bool IsDetached(byte[] signature)
    {
        try
        {
            var message = new SignedCms();
            message.Decode(signature);
            return message.ContentInfo.Content.Length == 0 && message.SignerInfos.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool Fits(byte[] signature, byte[] text)
    {
        var message = new SignedCms(new ContentInfo(text), detached: true);
        try
        {
            message.Decode(signature);
            foreach (var signer in message.SignerInfos)
            {
                // A certificate inside the message is only a hint: the key must be the one handed over beforehand.
                if (signer.Certificate is { } enclosed && !enclosed.RawDataMemory.Span.SequenceEqual(sandbox.PartnerCertificate.RawDataMemory.Span))
                {
                    return false;
                }

                signer.CheckSignature(new X509Certificate2Collection(sandbox.PartnerCertificate), verifySignatureOnly: true);
            }

            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

namespace Portal.Integrations.Signing;

/// <summary>Why nothing was signed.</summary>
public enum SigningFault
{
    /// <summary>The certificate's file is missing or is no certificate.</summary>
    CertificateUnreadable,

    /// <summary>The certificate has expired.</summary>
    CertificateExpired,

    /// <summary>The certificate is not valid yet.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate's key is not of GOST R 34.10-2012.</summary>
    ForeignKeyAlgorithm,

    /// <summary>The certificate has no private key here.</summary>
    NoPrivateKey,

    /// <summary>The private key belongs to another certificate.</summary>
    KeyOfAnotherCertificate,

    /// <summary>The password is wrong, or the encrypted key is damaged: the two cannot be told apart.</summary>
    WrongPassword,

    /// <summary>The private key is written in a way that is not understood.</summary>
    KeyUnreadable,

    /// <summary>The digest is of the other length than the certificate's key.</summary>
    DigestOfAnotherLength,

    /// <summary>This provider signs contents only, and was given a digest only.</summary>
    ContentNeeded,

    /// <summary>The command could not be started or ended with an error.</summary>
    CommandFailed,

    /// <summary>The command took too long and was ended.</summary>
    CommandTimedOut,

    /// <summary>What came back is no detached CMS signature, or not of the profile of contract goskey 6.2.</summary>
    NotSignature,

    /// <summary>The signature that came back was made with another certificate.</summary>
    SignedByAnother,

    /// <summary>The signature that came back does not cover the content.</summary>
    DoesNotMatch,
}

/// <summary>Nothing was signed, and why. The text names no secret and may be shown to an administrator.</summary>
public sealed class SigningException(SigningFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of the error.</summary>
    public SigningFault Fault { get; } = fault;
}

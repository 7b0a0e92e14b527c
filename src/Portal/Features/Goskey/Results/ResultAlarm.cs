namespace Portal.Features.Goskey.Results;

/// <summary>What is wrong with what came back for a document; the gravest first.</summary>
public enum ResultAlarm
{
    /// <summary>EPGU says that everything is signed, and there is no signature of this document.</summary>
    MissingSignature,

    /// <summary>The signature does not cover our original.</summary>
    WrongDigest,

    /// <summary>Somebody else signed: another SNILS in the certificate, or none.</summary>
    ForeignSigner,

    /// <summary>The signature is not of the form that a recipient's has (contract goskey 7.3).</summary>
    BadSignature,

    /// <summary>The certificate leads to no centre that is trusted for the kind of signature that was asked for.</summary>
    Untrusted,

    /// <summary>The time in the signature is not between the sending and the end.</summary>
    TimeOutside,

    /// <summary>The document came back as another one.</summary>
    ReturnedChanged,
}

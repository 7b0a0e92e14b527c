namespace Portal.Features.Goskey.Assembly;

/// <summary>A document in a package that is ready.</summary>
/// <param name="Document">As it was planned.</param>
/// <param name="GostDigest">Streebog of its bytes, lower-case hex; of the length that the key asks for.</param>
/// <param name="Signature">The sender's, detached CMS in DER: the same bytes as in the ZIP.</param>
public sealed record AssembledDocument(PlannedDocument Document, string GostDigest, byte[] Signature);

/// <summary>A package that is ready to be sent.</summary>
/// <param name="Path">The ZIP in the spool.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Request">req.xml, the same bytes as in the ZIP.</param>
/// <param name="RequestSignature">Its signature, the same bytes as in the ZIP.</param>
/// <param name="SignUntil">What req.xml names as the end of the recipient's time.</param>
/// <param name="Documents">In the order of the plan.</param>
public sealed record AssembledPackage(
    string Path, long Size, byte[] Request, byte[] RequestSignature, DateTimeOffset SignUntil, IReadOnlyList<AssembledDocument> Documents);

/// <summary>What has just been done.</summary>
public enum AssemblyStep
{
    /// <summary>A document was read and signed.</summary>
    Signed,

    /// <summary>A document is in the ZIP.</summary>
    Packed,
}

/// <summary>How far an assembly is. Documents are signed side by side, so they come in any order.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Document">Place of the document in the plan, from 0.</param>
/// <param name="Bytes">Size of the document.</param>
public sealed record AssemblyProgress(AssemblyStep Step, int Document, long Bytes);

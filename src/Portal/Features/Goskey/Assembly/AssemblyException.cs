namespace Portal.Features.Goskey.Assembly;

/// <summary>Why a package was not assembled.</summary>
public enum AssemblyFault
{
    /// <summary>The documents break the rules (<see cref="PackageCheck"/>).</summary>
    AgainstRules,

    /// <summary>The request would not be taken: schema, or what a schema cannot say (contract goskey 5.4).</summary>
    RequestInvalid,

    /// <summary>The certificate is of another organisation than the sender.</summary>
    ForeignCertificate,

    /// <summary>A document is not kept any more.</summary>
    OriginalMissing,

    /// <summary>A document is not what it was when it was taken.</summary>
    OriginalChanged,

    /// <summary>With its signatures the package is over the limit.</summary>
    TooBig,
}

/// <summary>A package was not assembled and nothing of it is left in the spool.</summary>
/// <param name="fault">The kind.</param>
/// <param name="reason">A sentence for the user; it tells no SNILS.</param>
public sealed class AssemblyException(AssemblyFault fault, string reason) : Exception($"The package was not assembled ({fault}): {reason}")
{
    /// <summary>The kind of the error.</summary>
    public AssemblyFault Fault { get; } = fault;

    /// <summary>A sentence for the user.</summary>
    public string Reason { get; } = reason;
}

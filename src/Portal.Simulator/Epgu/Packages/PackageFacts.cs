namespace Portal.Simulator.Epgu.Packages;

/// <summary>One file of a package that is no signature.</summary>
internal sealed record PackageFile(string Name, long Size, string MimeType);

/// <summary>
/// What a right package says. <see cref="Layout"/> is <c>V1_8</c> or <c>V1_9</c> (contract 0.2); <see cref="Snils"/> is as written, so without separators it meets nobody (contract 6.3).
/// </summary>
internal sealed record PackageFacts(
    string Layout, bool Qualified, string? Snils, string? Oid, string? Description, string? OrganizationName, bool LongMimeType, IReadOnlyList<PackageFile> Documents, PackageFile Request);

/// <summary>What came of the checks: facts, or a processing code of contract 4.4 with its explanation.</summary>
internal sealed record PackageVerdict(PackageFacts? Facts, string? Code = null, string? Message = null)
{
    public static PackageVerdict Refused(string code, string message) => new(null, code, message);
}

/// <summary>Ends the checks at the first failure.</summary>
internal sealed class PackageRefused(string code, string message) : Exception(message)
{
    public const string Structure = "INVALID_FILES_STRUCTURE";
    public const string NoRequest = "REQ_NOT_FOUND";
    public const string Validation = "VALIDATION_ERROR";
    public const string Applicant = "REQ_VERIFY_FAILED";
    public const string Signatures = "FILES_VERIFICATION_FAILED";

    public PackageVerdict Verdict => PackageVerdict.Refused(code, Message);
}

namespace Portal.Features.Goskey.Assembly;

/// <summary>A document of a package.</summary>
/// <param name="DisplayName">For the screen (<see cref="DisplayNames"/>).</param>
/// <param name="WireName">In the ZIP (<see cref="WireNames"/>).</param>
/// <param name="Description">Shown to the recipient in layout A; empty for the package's title.</param>
/// <param name="Sha256">Its address in <see cref="Portal.Storage.Files.FileStore"/>.</param>
/// <param name="Size">Bytes.</param>
public sealed record PlannedDocument(string DisplayName, string WireName, string Description, string Sha256, long Size);

/// <summary>Who sends (contract goskey 1.4).</summary>
/// <param name="Organization">Short name, shown to the recipient.</param>
/// <param name="Inn">10 digits of an organisation or 12 of an entrepreneur.</param>
/// <param name="Ogrn">OGRN or OGRNIP; null when it is not known.</param>
/// <param name="Mnemonic">Of the sending system, as registered in ESIA.</param>
/// <param name="ServiceName">Free text for layout A.</param>
/// <param name="Layout">Generation of the service.</param>
public sealed record PackageSender(string Organization, string Inn, string? Ogrn, string Mnemonic, string ServiceName, RequestLayout Layout)
{
    /// <summary>What a package of this sender may hold.</summary>
    public PackageRules Rules => PackageRules.Of(Layout);
}

/// <summary>All that a package is made of.</summary>
/// <param name="PackageId">Our number of it.</param>
/// <param name="Sender">Who sends.</param>
/// <param name="Recipient">Who is to sign.</param>
/// <param name="Kind">With what.</param>
/// <param name="Title">Shown to the recipient.</param>
/// <param name="Documents">In the order of the ZIP.</param>
public sealed record PackagePlan(Guid PackageId, PackageSender Sender, Snils Recipient, SignatureKind Kind, string Title, IReadOnlyList<PlannedDocument> Documents)
{
    /// <summary>Where the recipient is returned after signing (contract goskey 5.2).</summary>
    public string Backlink { get; init; } = "https://lk.gosuslugi.ru/notifications";
}

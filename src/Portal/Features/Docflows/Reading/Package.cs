namespace Portal.Features.Docflows.Reading;

/// <summary>A docflow ready to be packed.</summary>
/// <param name="MadeAt">When it was put together.</param>
public sealed record Package(DocflowEntry Entry, IReadOnlyList<PackagePart> Parts, DateTimeOffset MadeAt)
{
    /// <summary>Name of the archive.</summary>
    public string Name => $"Документооборот {Entry.SentAt.ToOffset(TimeSpan.FromHours(3)):yyyy-MM-dd} {Entry.DocflowId[..8]}.zip";
}

/// <summary>A document in a package.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Content">Null when it is not in the package.</param>
/// <param name="Trouble">Why not, in words.</param>
public sealed record PackagePart(EntryDocument Document, string Name, KeptContent? Content, IReadOnlyList<EntrySignature> Signatures, string? Trouble)
{
    /// <summary>Name of the signature with this number, from 1.</summary>
    public string NameOf(int number) => Signatures.Count == 1 ? $"{Name}.sig" : $"{Name}.{number}.sig";
}

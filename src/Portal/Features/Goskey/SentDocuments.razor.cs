using Microsoft.AspNetCore.Components;

namespace Portal.Features.Goskey;

/// <summary>What a package holds, to be downloaded.</summary>
public sealed partial class SentDocuments
{
    [Parameter, EditorRequired] public string PackageId { get; set; } = "";
    [Parameter, EditorRequired] public IReadOnlyList<PackageDocument> Documents { get; set; } = [];
}

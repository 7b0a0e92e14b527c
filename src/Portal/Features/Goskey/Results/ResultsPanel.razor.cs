using Microsoft.AspNetCore.Components;
using Portal.Shell;

namespace Portal.Features.Goskey.Results;

/// <summary>What came back, document by document: the verdict first, then what it rests on, then the files.</summary>
public sealed partial class ResultsPanel
{
    [Parameter, EditorRequired] public Package Package { get; set; } = null!;
    [Parameter, EditorRequired] public IReadOnlyList<PackageDocument> Documents { get; set; } = [];

    private string File(PackageDocument document, string what) => PortalUrls.GoskeyFile(Package.Id, document.Id, what);

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}

using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>One kind of finding with the places where it was found.</summary>
public sealed partial class FindingRow
{
    /// <summary>Places shown of one finding.</summary>
    internal const int MostPlaces = 5;

    [Parameter, EditorRequired] public FindingGroup Group { get; set; } = null!;

    /// <summary>The first places: as the vendor names them, and in the file where they were found.</summary>
    [Parameter] public IReadOnlyList<(string Source, FilePlace? Place)> Places { get; set; } = [];

    private string Note => string.Join(
        ". ", new[] { Group.Count > 1 ? $"Встречается {Plural.Of(Group.Count, "раз", "раза", "раз")}" : null, Group.Code is null ? null : $"Код {Group.Code}" }.Where(part => part is not null));
}

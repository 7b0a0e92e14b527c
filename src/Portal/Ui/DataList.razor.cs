using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>
/// A plain table: no component per row. A cell carries <c>data-label</c>, which names it once the rows become cards on a phone;
/// an <c>a.row-link</c> in the first cell makes the whole row a link; <c>td.pick</c> holds a native checkbox; <c>td.number</c> aligns right.
/// </summary>
public sealed partial class DataList<T>
{
    [Parameter, EditorRequired] public IReadOnlyList<T> Items { get; set; } = [];

    /// <summary>Read aloud: what the table lists.</summary>
    [Parameter, EditorRequired] public string Caption { get; set; } = "";

    /// <summary>The th cells, or <see cref="SortHeader"/>s.</summary>
    [Parameter, EditorRequired] public RenderFragment Header { get; set; } = null!;

    /// <summary>The td cells of one row.</summary>
    [Parameter, EditorRequired] public RenderFragment<T> Row { get; set; } = null!;
    [Parameter] public RenderFragment? Empty { get; set; }
    [Parameter] public Func<T, object>? Key { get; set; }
    [Parameter] public Func<T, string?>? RowClass { get; set; }
    [Parameter] public bool Busy { get; set; }

    /// <summary>Counted from one. Paging shows when <see cref="PageHref"/> is given.</summary>
    [Parameter] public int Page { get; set; } = 1;
    [Parameter] public int PageSize { get; set; } = 50;
    [Parameter] public long Total { get; set; }
    [Parameter] public Func<int, string>? PageHref { get; set; }
}

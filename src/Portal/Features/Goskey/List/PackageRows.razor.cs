using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Goskey.List;

/// <summary>Packages as a table: all of a person's, or those of one list of people.</summary>
public sealed partial class PackageRows(MoscowTime time)
{
    [Parameter, EditorRequired] public IReadOnlyList<ListedPackage> Items { get; set; } = [];
    [Parameter] public bool Reading { get; set; }
    [Parameter] public int Page { get; set; } = 1;
    [Parameter] public int PageSize { get; set; } = 50;
    [Parameter] public long Total { get; set; }
    [Parameter] public Func<int, string>? PageHref { get; set; }
    [Parameter] public RenderFragment? Empty { get; set; }

    /// <summary>When the rows were read.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    private static string Contents(ListedPackage row) => row.Counts.Documents == 0 ? "документов нет" : Plural.Of((int)row.Counts.Documents, "документ", "документа", "документов");

    private static string Recipient(ListedPackage row) => row.Package.State == PackageState.Group
        ? $"{Plural.Of((int)row.Counts.People, "человек", "человека", "человек")}: подписали {row.Counts.Signed}{(row.Counts.NeedYou > 0 ? $", требуют внимания {row.Counts.NeedYou}" : "")}"
        : row.Package.RecipientName is "" ? "не указан" : row.Package.RecipientName;

    private string? Deadline(Package package) => package is { State: PackageState.Waiting, SignableUntil: { } until } ? Countdown.Of(until, Now) : null;
}

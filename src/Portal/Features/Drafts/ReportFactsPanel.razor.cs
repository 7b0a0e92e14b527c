using Microsoft.AspNetCore.Components;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>What was read from the file, and where it differs from the open account.</summary>
public sealed partial class ReportFactsPanel : PortalComponent
{
    [Parameter, EditorRequired] public ReportFacts Facts { get; set; } = null!;
    [Parameter] public IReadOnlyList<Difference> Differences { get; set; } = [];

    /// <summary>Accounts of this person that the report may belong to instead.</summary>
    [Parameter] public IReadOnlyList<Account> Others { get; set; } = [];

    private string? FormCode => Facts.Body switch
    {
        Authority.Tax => $"КНД {Facts.Knd ?? "не указан"}",
        Authority.Rosstat when Facts.Okud is { } okud => $"ОКУД {okud}",
        _ => null,
    };
}

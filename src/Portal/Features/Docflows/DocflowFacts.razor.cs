using Microsoft.AspNetCore.Components;
using Portal.Features.Attention;
using Portal.Features.Docflows.List;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>What a docflow is: by when an answer is due, whose it is, who takes or sent it.</summary>
public sealed partial class DocflowFacts(MoscowTime time) : PortalComponent
{
    [Parameter, EditorRequired] public DocflowEntry Entry { get; set; } = null!;
    [Parameter, EditorRequired] public IReadOnlyList<EntryDocument> Documents { get; set; } = [];

    private bool IsIncoming => DocflowGroups.IsIncoming(Entry.Type, Entry.Status);

    private string BodyLabel => (IsIncoming, DocflowWords.BodyOf(Entry.Type)) switch
    {
        (true, _) => "От кого",
        (_, StateBody.Inspection) => "Инспекция",
        _ => "Кому",
    };

    private string DueLabel => Entry.Awaits == AwaitedAnswer.Documents ? "Ответить документами до" : "Принять или отказать до";

    private string Near(DateOnly day) => DeadlineWords.Near(day, time.Today);
}

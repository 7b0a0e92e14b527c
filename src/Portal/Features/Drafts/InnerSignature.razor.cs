using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The next step of a report to the social fund, which is signed inside its file; the page hears of what comes of it by the noticeboard.</summary>
public sealed partial class InnerSignature(CurrentUser user, AcceptInnerSignature accept) : PortalComponent
{
    private string? refused;

    [Parameter, EditorRequired] public string DraftId { get; set; } = "";

    /// <summary>Nothing on the page stands in the way.</summary>
    [Parameter] public bool CanAccept { get; set; }

    private Task AcceptAsync() => RunAsync(async ct =>
        refused = await accept.RunAsync(await user.ActorAsync(), DraftId, ct) ? null : "Подготовка не началась: отчёт изменился. Обновите страницу.");
}

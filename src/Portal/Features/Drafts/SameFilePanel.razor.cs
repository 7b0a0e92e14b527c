using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The question before a file is sent that was sent before: who sent it and when, and a press of its own.</summary>
public sealed partial class SameFilePanel(CurrentUser user, AllowResend allow, FindOfDocflow find, MoscowTime time) : PortalComponent
{
    private readonly Dictionary<string, string?> links = new(StringComparer.Ordinal);

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public string DraftId { get; set; } = "";
    [Parameter] public IReadOnlyList<SentBefore> Questions { get; set; } = [];

    /// <summary>The answer is stored.</summary>
    [Parameter] public EventCallback OnAllowed { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        foreach (var one in Questions.Where(one => one.DocflowId is not null && !links.ContainsKey(one.AttemptId)))
        {
            links[one.AttemptId] = await find.RunAsync(await user.ActorAsync(), one.DocflowId!, Life);
        }
    }

    private async Task AllowAsync()
    {
        await RunAsync(async ct => await allow.RunAsync(await user.ActorAsync(), DraftId, [.. Questions.Select(one => one.AttemptId)], ct));
        await OnAllowed.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>To whom a draft goes, for whom, in whose name and by which warrant; a form for what the file does not say.</summary>
public sealed partial class AddressingPanel : PortalComponent
{
    private bool open;

    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter, EditorRequired] public Destination To { get; set; } = null!;
    [Parameter] public Sending? Sending { get; set; }
    [Parameter, EditorRequired] public AccountDetails Account { get; set; } = null!;
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public EventCallback OnChanged { get; set; }

    private IEnumerable<string> Problems
    {
        get
        {
            if (To.Missing.Count > 0 && Draft.Facts.Body != Authority.Tax)
            {
                yield return $"Не указано: {string.Join(", ", To.Missing)}.";
            }

            if (Sending?.Problem is { } problem)
            {
                yield return problem.Sentence;
            }
        }
    }

    private async Task CloseAsync(bool changed)
    {
        open = false;
        if (changed)
        {
            await OnChanged.InvokeAsync();
        }
    }
}

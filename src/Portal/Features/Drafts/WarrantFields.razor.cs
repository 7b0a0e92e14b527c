using Microsoft.AspNetCore.Components;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Which warrant is handed in: by the rule, a МЧД by its number, or (tax service only) a message of representation or a file.</summary>
public sealed partial class WarrantFields : PortalComponent
{
    [Parameter, EditorRequired] public AddressingInput Input { get; set; } = new();
    [Parameter] public EventCallback<(string Field, AddressingInput Input)> OnTyped { get; set; }
    [Parameter] public EventCallback<string> OnLeft { get; set; }
    [Parameter, EditorRequired] public Func<string, string?> Complain { get; set; } = _ => null;

    /// <summary>Warrants that the service lists for the payer.</summary>
    [Parameter] public IReadOnlyList<AccountWarrant> Known { get; set; } = [];

    private IEnumerable<(WarrantKind? Kind, string Title, string Hint)> Choices
    {
        get
        {
            yield return (null, "По данным Контура", Known is [var first, ..]
                ? $"Доверенность № {first.Number} из Контура, до {Sending.Day(first.LastDay)}"
                : "Если подписывает руководитель, доверенность не нужна");
            yield return (WarrantKind.MachineReadable, "Машиночитаемая доверенность (МЧД)", "По номеру");
            if (Input.Authority is not (Authority.SocialFund or Authority.Rosstat))
            {
                yield return (WarrantKind.Message, "Сообщение о представительстве", "Контур составит его по данным учётной записи");
                yield return (WarrantKind.File, "Файл доверенности", "Файл ON_DOV… добавьте в разделе «Файлы»");
            }
        }
    }

    private Task ChangeAsync(string field, AddressingInput changed) => OnTyped.InvokeAsync((field, changed));
}

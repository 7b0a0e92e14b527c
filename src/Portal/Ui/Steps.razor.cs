using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>Where one is in a journey: across on a desktop, down on a phone.</summary>
public sealed partial class Steps
{
    [Parameter, EditorRequired] public IReadOnlyList<Step> Items { get; set; } = [];
    [Parameter] public string Label { get; set; } = "Шаги";

    private static string Word(StepState state) => state switch
    {
        StepState.Done => "— пройден",
        StepState.Current => "— текущий шаг",
        StepState.Problem => "— есть ошибка",
        _ => "— впереди",
    };
}

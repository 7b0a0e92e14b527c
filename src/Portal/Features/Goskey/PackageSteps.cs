using Portal.Ui;

namespace Portal.Features.Goskey;

/// <summary>The line of steps above a package; <see cref="New.WizardWords"/> says how the wizard stands in it.</summary>
public static class PackageSteps
{
    /// <summary>The whole way, the wizard's three steps first.</summary>
    public static readonly IReadOnlyList<string> Titles = ["Кто подписывает", "Документы", "Проверка", "Отправка", "Подписание"];

    /// <summary>Of a package that is past its review.</summary>
    public static IReadOnlyList<Step> Of(Package package)
    {
        var (sending, signing) = package.State switch
        {
            PackageState.Queued or PackageState.Sending or PackageState.Checking => (StepState.Current, StepState.ToDo),
            PackageState.NotSent or PackageState.Attention or PackageState.Rejected => (StepState.Problem, StepState.ToDo),
            PackageState.Waiting => (StepState.Done, StepState.Current),
            PackageState.Signed when package is { Alarms: 0, Problem: null } => (StepState.Done, StepState.Done),
            _ => (StepState.Done, StepState.Problem),
        };
        return [.. Titles.Take(3).Select(title => new Step(title, StepState.Done)), new Step(Titles[3], sending), new Step(Titles[4], signing)];
    }
}

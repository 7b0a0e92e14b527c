using Portal.Ui;

namespace Portal.Features.Goskey;

/// <summary>The line of steps above the wizard and the page of a package.</summary>
public static class PackageSteps
{
    private static readonly string[] Titles = ["Кто подписывает", "Документы", "Проверка", "Отправка", "Подпись"];

    /// <summary>Of the wizard: the step from 1 that is open; those before it can be gone back to.</summary>
    public static IReadOnlyList<Step> Of(int open, Func<int, string> href) =>
        [.. Titles.Select((title, i) => new Step(title, i + 1 == open ? StepState.Current : i + 1 < open ? StepState.Done : StepState.ToDo, i < 3 ? href(i + 1) : null))];

    /// <summary>Of a package that is past its review.</summary>
    public static IReadOnlyList<Step> Of(Package package)
    {
        var (sending, signing) = package.State switch
        {
            PackageState.Queued or PackageState.Sending or PackageState.Checking => (StepState.Current, StepState.ToDo),
            PackageState.NotSent or PackageState.Attention or PackageState.Rejected => (StepState.Problem, StepState.ToDo),
            PackageState.Waiting => (StepState.Done, StepState.Current),
            PackageState.Signed when package.Alarms == 0 => (StepState.Done, StepState.Done),
            _ => (StepState.Done, StepState.Problem),
        };
        return [.. Titles.Take(3).Select(title => new Step(title, StepState.Done)), new Step(Titles[3], sending), new Step(Titles[4], signing)];
    }
}

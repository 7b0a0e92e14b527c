using Portal.Features.Goskey.Senders;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>A step of the wizard; what comes after it belongs to the page of the package.</summary>
public enum WizardStep
{
    /// <summary>Who signs.</summary>
    Recipient,

    /// <summary>Documents.</summary>
    Documents,

    /// <summary>The last look.</summary>
    Review,
}

/// <summary>The wizard in words for people.</summary>
public static class WizardWords
{
    /// <summary>The whole way, as it stands in one of its first three steps.</summary>
    public static IReadOnlyList<Step> Steps(DraftView? draft, WizardStep current)
    {
        var id = draft?.Package.Id ?? "";
        return
        [
            Of(WizardStep.Recipient, draft?.HasRecipient == true, PortalUrls.GoskeyRecipient(id)),
            Of(WizardStep.Documents, draft?.HasDocuments == true, PortalUrls.GoskeyDocuments(id)),
            Of(WizardStep.Review, false, PortalUrls.GoskeyReview(id)),
            .. PackageSteps.Titles.Skip(3).Select(title => new Step(title, StepState.ToDo)),
        ];

        Step Of(WizardStep step, bool done, string href) =>
            new(PackageSteps.Titles[(int)step], step == current ? StepState.Current : done ? StepState.Done : StepState.ToDo, draft is null ? null : href);
    }

    /// <summary>A kind of signature.</summary>
    public static string Kind(SignatureKind kind) => kind == SignatureKind.Unep ? "Неквалифицированная подпись (УНЭП)" : "Квалифицированная подпись (УКЭП)";

    /// <summary>By what right a person sends from a profile.</summary>
    public static string Right(OwnSender sender) => sender.WarrantEndsOn is { } ends ? $"Вы отправляете как сотрудник, доверенность до {MoscowTime.Day(ends)}" : sender.Kind switch
    {
        SenderRightKind.Head => "Вы отправляете как руководитель",
        SenderRightKind.Entrepreneur => "Вы отправляете как предприниматель",
        _ => "Вы отправляете как сотрудник",
    };

    /// <summary>What is soon over or wrong with a profile; null when nothing is.</summary>
    public static string? Warning(OwnSender sender, DateOnly today) =>
        sender.Problem ?? (sender.WarrantEndsOn is { } ends && ends.DayNumber - today.DayNumber < SenderExpiry.MonthDays
            ? $"Доверенность закончится {MoscowTime.Day(ends)}: заранее получите новую и сообщите администратору" : null);

    /// <summary>«12 человек».</summary>
    public static string People(int count) => Plural.Of(count, "человек", "человека", "человек");
}

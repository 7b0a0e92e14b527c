using System.Globalization;
using Portal.Features.Calendars;
using Portal.Integrations.KonturExtern;
using Portal.Ui;

namespace Portal.Features.Docflows.List;

/// <summary>By when an awaited answer is due (contract drafts 6.5): the day that the service names, else ours for the acceptance of a demand.</summary>
public static class DemandDeadline
{
    private const int ReceiptDays = 6;
    private const int PaymentDays = 1;

    /// <summary>The day, and whether it was counted here; (null, false) for what has none.</summary>
    public static (string? Day, bool IsCounted) Of(AwaitedAnswer? awaited, DocflowDescription about, DateTimeOffset sentAt, WorkingDays days) => awaited switch
    {
        AwaitedAnswer.Documents => (Iso(about.ReplyDeadlineDate), false),
        AwaitedAnswer.Receipt or AwaitedAnswer.Decision when about.FormVersions.Count > 0 => about.ReceiptDeadlineDate is { } named
            ? (Iso(named), false)
            : (Iso(days.After(about.ReceiptDate ?? MoscowTime.DateOf(sentAt), about.FormVersions.All(IsPayment) ? PaymentDays : ReceiptDays)), true),
        _ => (null, false),
    };

    // A demand to pay is accepted within a day; the contract names no form code of it.
    private static bool IsPayment(FormVersion form) => form.FormFullName?.Contains("об уплате", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

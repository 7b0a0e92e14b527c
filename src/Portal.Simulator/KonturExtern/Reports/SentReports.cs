using System.Globalization;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Reports;

/// <summary>What was sent for a form and a period, as far as the caller may see it.</summary>
internal sealed class SentReports(DocflowStore docflows)
{
    /// <summary>Newest first. Quarterly forms count from the year's beginning, so the end of the period decides.</summary>
    public IReadOnlyList<Docflow> Of(ExternCall call, Guid organizationId, ReportForm form, ReportPeriod period) =>
    [
        .. docflows.Readable(call)
            .Where(docflow => docflow.OrganizationId == organizationId && IsOf(docflow, form) && DayOf(docflow.Description.PeriodEnd) == period.End)
            .OrderByDescending(docflow => docflow.CreatedAt).ThenBy(docflow => docflow.Id),
    ];

    public static string StatusOf(Docflow? last, DateOnly deadline, DateOnly today)
    {
        if (last is null)
        {
            return today > deadline ? "notSentAfterDeadline" : "notSent";
        }

        var isLate = DateOnly.FromDateTime(last.CreatedAt.UtcDateTime) > deadline;
        return last.SuccessState switch
        {
            "failed" => "declined",
            "warning" => "acceptedWithWarning",
            "successful" => isLate ? "acceptedAfterDeadline" : "accepted",
            _ => isLate ? "sentAfterDeadline" : "sent",
        };
    }

    public static string StateOf(Docflow docflow) => docflow.SuccessState switch
    {
        "failed" => "declined",
        "warning" => "acceptedWithRebuke",
        "successful" => "accepted",
        _ => "sent",
    };

    private static bool IsOf(Docflow docflow, ReportForm form) => form.Knd is not null ? docflow.Description.FormVersion?.Knd == form.Knd
        : form.Okud is not null && docflow.Description.FormVersion?.Okud == form.Okud;

    private static DateOnly? DayOf(string? moment) =>
        moment is { Length: >= 10 } && DateOnly.TryParseExact(moment[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

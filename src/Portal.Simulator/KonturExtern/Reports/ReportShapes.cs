namespace Portal.Simulator.KonturExtern.Reports;

internal sealed record FormsList(IReadOnlyList<FormInfo> Forms);

internal sealed record FormInfo(string FormFullName, string FormShortName, int FormId, string? Knd, string? Okud, string Periodicity);

internal sealed record ReportsTableList(IReadOnlyList<ReportsTable> ReportsTables);

internal sealed record ReportsTable(Guid OrganizationId, IReadOnlyList<FormRow> Forms);

internal sealed record FormRow(FormInfo FormInfo, IReadOnlyList<Deadline> Deadlines);

/// <summary>Property <c>deadline</c> of a form's row.</summary>
internal sealed record Deadline(
    [property: System.Text.Json.Serialization.JsonPropertyName("deadline")] string Day, int PeriodYear, int PeriodNumber, string PeriodStart, string PeriodEnd, string Status);

internal sealed record ReportDocflows(IReadOnlyList<ReportDocflow> Docflows);

internal sealed record ReportDocflow(
    Guid DocflowId, string OrganizationShortName, string Form, string? Recipient, string SendDate, int? CorrectionNumber, string ReportStatus);

internal sealed record PaymentsList(int Skip, int Take, int TotalCount, IReadOnlyList<OrganizationPayments> OrganizationPayments);

internal sealed record OrganizationPayments(Guid OrganizationId, IReadOnlyList<Payment> Payments);

internal sealed record Payment(string FullName, string ShortName, int PaymentFormId, string Periodicity, IReadOnlyList<PaymentPeriod> PaymentPeriods);

internal sealed record PaymentPeriod(string Deadline, int PeriodYear, string PeriodType, int PeriodNumber, int? PaymentNumberInPeriod);

using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>The table of reports and payments that an organisation owes (contract auth 3.7). Throws <see cref="VendorException"/>.</summary>
public interface IExternReportsTablesApi
{
    /// <summary>Reports with their deadlines; without bounds three months back and ahead.</summary>
    [Post("/v1/{accountId}/reports-tables/search")]
    Task<ReportsTableList> SearchAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Body] ReportsSearch search, CancellationToken ct = default);

    /// <summary>Payments with their deadlines; at most 1000 organisations.</summary>
    [Post("/v1/{accountId}/reports-tables/search-payments")]
    Task<PaymentsList> SearchPaymentsAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Body] PaymentsSearch search, CancellationToken ct = default);
}

/// <summary>Which reports (contract auth 3.7); every part may be left out.</summary>
public sealed record ReportsSearch
{
    /// <summary>Deadlines from this day.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>Deadlines until this day.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>Organisations to skip.</summary>
    public int Skip { get; init; }

    /// <summary>Organisations to return.</summary>
    public int Take { get; init; } = 1000;
}

/// <summary>Which payments (contract auth 3.7); every part may be left out.</summary>
public sealed record PaymentsSearch
{
    /// <summary>Deadlines from this day.</summary>
    public DateOnly? DeadlineFrom { get; init; }

    /// <summary>Deadlines until this day.</summary>
    public DateOnly? DeadlineTo { get; init; }

    /// <summary>Organisations to skip.</summary>
    public int Skip { get; init; }

    /// <summary>Organisations to return, at most 1000.</summary>
    public int Take { get; init; } = 1000;
}

/// <summary>Reports by organisation; there is no total.</summary>
public sealed record ReportsTableList
{
    /// <summary>One for each organisation.</summary>
    public IReadOnlyList<ReportsTable> ReportsTables { get; init => field = value ?? []; } = [];
}

/// <summary>Reports of one organisation.</summary>
public sealed record ReportsTable
{
    /// <summary>Organisation.</summary>
    public Guid OrganizationId { get; init; }

    /// <summary>Its forms.</summary>
    public IReadOnlyList<ReportsTableForm> Forms { get; init => field = value ?? []; } = [];
}

/// <summary>A form and when it is due.</summary>
public sealed record ReportsTableForm
{
    /// <summary>Which form.</summary>
    public ReportsTableFormInfo? FormInfo { get; init; }

    /// <summary>Its deadlines.</summary>
    public IReadOnlyList<ReportDeadline> Deadlines { get; init => field = value ?? []; } = [];
}

/// <summary>Names of a form.</summary>
public sealed record ReportsTableFormInfo(string? FormFullName, string? FormShortName, string? Knd);

/// <summary>A deadline of a report.</summary>
public sealed record ReportDeadline
{
    /// <summary>Last day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Year of the period.</summary>
    public int PeriodYear { get; init; }

    /// <summary>Number of the period in its year.</summary>
    public int PeriodNumber { get; init; }

    /// <summary>Beginning of the period.</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>End of the period.</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>How it stands; see <see cref="ReportStatuses"/>, others are kept. camelCase on the wire.</summary>
    public Word Status { get; init; }
}

/// <summary>How a report of the table stands (contract auth 3.7), as far as somebody still has to act.</summary>
public static class ReportStatuses
{
    /// <summary>Not sent, and there is time.</summary>
    public static readonly Word NotSent = new("notSent");

    /// <summary>Not sent, and the day is over.</summary>
    public static readonly Word NotSentAfterDeadline = new("notSentAfterDeadline");

    /// <summary>Sent and refused.</summary>
    public static readonly Word Declined = new("declined");
}

/// <summary>Payments by organisation.</summary>
public sealed record PaymentsList
{
    /// <summary>All organisations there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>One for each organisation.</summary>
    public IReadOnlyList<OrganizationPayments> OrganizationPayments { get; init => field = value ?? []; } = [];
}

/// <summary>Payments of one organisation.</summary>
public sealed record OrganizationPayments
{
    /// <summary>Organisation.</summary>
    public Guid OrganizationId { get; init; }

    /// <summary>Its payments.</summary>
    public IReadOnlyList<DuePayment> Payments { get; init => field = value ?? []; } = [];
}

/// <summary>A payment and when it is due.</summary>
public sealed record DuePayment
{
    /// <summary>Name.</summary>
    public string? FullName { get; init; }

    /// <summary>Short name.</summary>
    public string? ShortName { get; init; }

    /// <summary>Its deadlines.</summary>
    public IReadOnlyList<PaymentPeriod> PaymentPeriods { get; init => field = value ?? []; } = [];
}

/// <summary>A deadline of a payment.</summary>
public sealed record PaymentPeriod
{
    /// <summary>Last day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Year of the period.</summary>
    public int PeriodYear { get; init; }

    /// <summary>Number of the period in its year.</summary>
    public int PeriodNumber { get; init; }
}

using System.Globalization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.KonturExtern;
using Portal.Ui;

namespace Portal.Features.Attention;

/// <summary>Reads from Kontur which reports and payments are due in an account, as this person's own session lists them (contract auth 3.7).</summary>
public sealed class RefreshDeadlines(Acting acting, FindAccount accounts, IExternReportsTablesApi api, DeadlineStore store, TimeProvider clock, AuditLog audit)
{
    /// <summary>How long what was read is good enough for the home page.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>How far ahead is read, days.</summary>
    public const int DaysAhead = 45;

    private const int DaysBack = 30;
    private const int Most = 500;

    /// <summary>Returns how many were read; null when what is there is fresh.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer; what was read before stays.</exception>
    public async Task<int?> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        return await store.RefreshedAtAsync(link.Id, accountId, cancellationToken) is { } last && clock.GetUtcNow() - last < Fresh ? null
            : await ReadAsync(actor, link.Id, accountId, cancellationToken);
    }

    private Task<int> ReadAsync(Actor actor, string linkId, string accountId, CancellationToken cancellationToken) =>
        audit.RecordAsync(actor, "deadlines.refresh", accountId, async note =>
        {
            (note.LinkId, note.AccountId) = (linkId, accountId);
            _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            var today = MoscowTime.DateOf(clock.GetUtcNow());
            var (from, to) = (today.AddDays(-DaysBack), today.AddDays(DaysAhead));
            var (session, account) = (Acting.SessionOf(linkId), Guid.Parse(accountId));
            var reports = await api.SearchAsync(session, account, new ReportsSearch { DateFrom = from, DateTo = to }, cancellationToken);
            var payments = await api.SearchPaymentsAsync(session, account, new PaymentsSearch { DeadlineFrom = today, DeadlineTo = to }, cancellationToken);
            List<Deadline> due = [.. ReportsOf(linkId, accountId, reports).Concat(PaymentsOf(linkId, accountId, payments)).OrderBy(one => one.DueOn, StringComparer.Ordinal).Take(Most)];
            await store.ReplaceAsync(linkId, accountId, due, cancellationToken);
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{due.Count} deadlines");
            return due.Count;
        });

    // What is sent or accepted needs nobody; an unknown word is shown, lest something is missed.
    private static IEnumerable<Deadline> ReportsOf(string linkId, string accountId, ReportsTableList list) =>
        from table in list.ReportsTables
        from form in table.Forms
        from one in form.Deadlines
        where one.Deadline is not null && !DeadlineWords.IsDone(one.Status)
        select new Deadline
        {
            LinkId = linkId, AccountId = accountId, OrganizationId = table.OrganizationId.ToString(), Kind = DeadlineKind.Report,
            Name = form.FormInfo?.FormShortName ?? form.FormInfo?.FormFullName ?? form.FormInfo?.Knd ?? "Отчёт", Period = DeadlineWords.Period(one.PeriodStart, one.PeriodEnd, one.PeriodYear),
            DueOn = Text(one.Deadline!.Value), State = one.Status.Raw,
        };

    private static IEnumerable<Deadline> PaymentsOf(string linkId, string accountId, PaymentsList list) =>
        from organization in list.OrganizationPayments
        from payment in organization.Payments
        from one in payment.PaymentPeriods
        where one.Deadline is not null
        select new Deadline
        {
            LinkId = linkId, AccountId = accountId, OrganizationId = organization.OrganizationId.ToString(), Kind = DeadlineKind.Payment,
            Name = payment.ShortName ?? payment.FullName ?? "Платёж", Period = DeadlineWords.Period(null, null, one.PeriodYear), DueOn = Text(one.Deadline!.Value), State = "",
        };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

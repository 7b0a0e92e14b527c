using System.Globalization;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Reports;

/// <summary>The reports table (auth contract 3.7); enumerations are in camelCase here.</summary>
internal sealed class ReportsTablesEndpoints(SentReports sent, SimulatorClock clock)
{
    private const string Path = "/v1/{accountId:guid}/reports-tables";

    private DateOnly Today => DateOnly.FromDateTime(clock.UtcNow.UtcDateTime);

    public void Map(ExternRoutes routes)
    {
        routes.Get(Path + "/{orgId:guid}/forms", Forms);
        routes.Post(Path + "/search", SearchAsync);
        routes.Get(Path + "/{orgId:guid}/report-docflows", Docflows);
        routes.Post(Path + "/search-payments", PaymentsAsync);
    }

    private static ExternAnswer Forms(ExternCall call) =>
        ExternAnswer.Ok(new FormsList([.. ReportForms.Of(Organization(call, call.Id("orgId")).Inn, call.Flag("includeDeleted") ?? false).Select(Wire)]));

    private async Task<ExternAnswer> SearchAsync(ExternCall call)
    {
        var request = await call.ReadOrNullAsync<ReportsSearch>() ?? new ReportsSearch(null, null, null, null, null, null);
        var (skip, take) = PageOf(request.Skip, request.Take);
        var (from, to) = Window(request.DateFrom, request.DateTo);
        var includeDeleted = request.IncludeDeleted ?? call.Flag("includeDeleted") ?? false;
        var tables = Organizations(call, request.OrganizationIds).Skip(skip).Take(take).Select(organization => new ReportsTable(
            organization.Id, [.. ReportForms.Of(organization.Inn, includeDeleted).Select(form => Row(call, organization, form, from, to)).Where(row => row.Deadlines.Count > 0)]));
        return ExternAnswer.Ok(new ReportsTableList([.. tables]));
    }

    private ExternAnswer Docflows(ExternCall call)
    {
        var organization = Organization(call, call.Id("orgId"));
        var (formId, year, number, deadline) = (call.Number("formId"), call.Number("periodYear"), call.Number("periodNumber"), call.Moment("deadline"));
        if (formId is null || year is null || number is null || deadline is null)
        {
            throw ExternException.BadRequest("Укажите formId, deadline, periodYear и periodNumber.");
        }

        var form = ReportForms.Of(organization.Inn, true).FirstOrDefault(one => one.FormId == formId) ?? throw ExternException.NotFound("Такой формы у организации нет.");
        var day = DateOnly.FromDateTime(deadline.Value.DateTime);
        var due = Deadlines(form, day, day).FirstOrDefault(one => one.Period.Year == year && one.Period.Number == number);
        return ExternAnswer.Ok(new ReportDocflows(due is null ? []
            : [.. sent.Of(call, organization.Id, form, due.Period).Select(docflow => new ReportDocflow(
                docflow.Id, organization.Name, form.FormShortName, docflow.Description.Recipient, Moment(docflow.CreatedAt.UtcDateTime), docflow.Description.CorrectionNumber,
                SentReports.StateOf(docflow)))]));
    }

    private async Task<ExternAnswer> PaymentsAsync(ExternCall call)
    {
        var request = await call.ReadOrNullAsync<PaymentsSearch>() ?? new PaymentsSearch(null, null, null, null, null);
        var (skip, take) = PageOf(request.Skip, request.Take);
        var (from, to) = Window(request.DeadlineFrom, request.DeadlineTo);
        var found = Organizations(call, request.OrganizationIds);
        var page = found.Skip(skip).Take(take).Select(organization => new OrganizationPayments(
            organization.Id, [.. ReportForms.PaymentsOf(organization.Inn).Select(form => Payment(form, from, to)).Where(payment => payment.PaymentPeriods.Count > 0)])).ToList();
        return ExternAnswer.Ok(new PaymentsList(skip, page.Count, found.Count, page));
    }

    private FormRow Row(ExternCall call, ExternOrganization organization, ReportForm form, DateOnly from, DateOnly to) => new(
        Wire(form),
        [
            .. Deadlines(form, from, to).Select(due => new Deadline(
                Day(due.Deadline), due.Period.Year, due.Period.Number, Day(due.Period.Start), Day(due.Period.End),
                SentReports.StatusOf(sent.Of(call, organization.Id, form, due.Period) is [var last, ..] ? last : null, due.Deadline, Today))),
        ]);

    private static Payment Payment(PaymentForm form, DateOnly from, DateOnly to) => new(
        form.FullName, form.ShortName, form.PaymentFormId, form.Periodicity,
        [
            .. ReportCalendar.Deadlines(form.Periodicity, form.MonthsAfter, 28, form.Parts, from, to)
                .Select(due => new PaymentPeriod(Day(due.Deadline), due.Period.Year, form.Periodicity, due.Period.Number, form.Parts > 1 ? due.Part : null)),
        ]);

    private static IEnumerable<DuePeriod> Deadlines(ReportForm form, DateOnly from, DateOnly to) =>
        ReportCalendar.Deadlines(form.Periodicity, form.MonthsAfter, form.Day, 1, from, to);

    /// <summary>Three months back and three ahead; each bound has its own default.</summary>
    private (DateOnly From, DateOnly To) Window(DateTime? from, DateTime? to)
    {
        var window = (From: from is null ? Today.AddMonths(-3) : DateOnly.FromDateTime(from.Value), To: to is null ? Today.AddMonths(3) : DateOnly.FromDateTime(to.Value));
        return window.From.Year < 1990 || window.To.Year > 2100 ? throw ExternException.BadRequest("Даты вне таблицы отчётности.") : window;
    }

    private static (int Skip, int Take) PageOf(int? skip, int? take) =>
        skip < 0 || take < 0 ? throw ExternException.BadRequest("Значения skip и take не могут быть отрицательными.") : (skip ?? 0, Math.Min(take ?? 1000, 1000));

    private static List<ExternOrganization> Organizations(ExternCall call, IReadOnlyList<Guid>? ids) =>
        ids is null or { Count: 0 } ? [.. call.Account.Organizations.Where(one => !one.HiddenFrom.Contains(call.UserId))] : [.. ids.Distinct().Select(id => Organization(call, id))];

    private static ExternOrganization Organization(ExternCall call, Guid id) =>
        call.Account.Organizations.FirstOrDefault(one => one.Id == id && !one.HiddenFrom.Contains(call.UserId)) ?? throw ExternException.NotFound("Организация не найдена.");

    private static FormInfo Wire(ReportForm form) => new(form.FormFullName, form.FormShortName, form.FormId, form.Knd, form.Okud, form.Periodicity);

    private static string Day(DateOnly day) => Moment(day.ToDateTime(TimeOnly.MinValue));

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);

    private sealed record ReportsSearch(IReadOnlyList<Guid>? OrganizationIds, DateTime? DateFrom, DateTime? DateTo, int? Skip, int? Take, bool? IncludeDeleted);

    private sealed record PaymentsSearch(IReadOnlyList<Guid>? OrganizationIds, int? Skip, int? Take, DateTime? DeadlineFrom, DateTime? DeadlineTo);
}

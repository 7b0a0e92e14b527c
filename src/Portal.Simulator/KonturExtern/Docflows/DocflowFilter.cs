using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>The filter of docflow lists (drafts contract 5.1).</summary>
internal sealed partial class DocflowFilter
{
    private static readonly HashSet<string> LeftOutWithoutType = new(StringComparer.OrdinalIgnoreCase)
    {
        "business-registration", "fns534-cu-broadcast", "stat-cu-broadcast", "fns534-inventory", "fss-warrant-management", "fss-sedo-provider-subscription",
        "fss-sedo-pvso-notification", "fss-sedo-sick-report-change-notification", "fss-sedo-proactive-payments-demand", "fss-sedo-proactive-payments-reply",
        "fss-sedo-proactive-payments-benefit", "fss-sedo-insured-person-registration", "fss-sedo-insured-person-mismatch", "fss-sedo-benefit-payment-initiation",
        "fss-sedo-benefit-payment-status-notice", "fss-sedo-demand", "fss-sedo-demand-reply", "fss-sedo-billing-information-demand", "fss-sedo-billing-information",
        "fss-sedo-baby-care-vacation-close-notice", "fss-sedo-employee-salary-information", "fss-sedo-proactive-process-events-notification", "fss-sedo-oved-confirmation",
    };

    private static readonly HashSet<string> Incoming = new(StringComparer.OrdinalIgnoreCase)
    {
        "fns534-cu-letter", "fns534-cu-broadcast", "fns534-demand", "pfr-cu-letter", "stat-cu-letter", "stat-cu-broadcast",
    };

    private readonly List<Func<Docflow, bool>> conditions = [];
    private readonly bool byChange;
    private readonly bool ascending;

    public DocflowFilter(ExternCall call)
    {
        (Skip, Take) = call.Page();
        Types(call);
        Where(call.Flag("finished"), (docflow, wanted) => docflow.Status == "finished" == wanted);
        Where(call.Flag("incoming"), (docflow, wanted) => Incoming.Contains(docflow.Type) == wanted);
        Where(call.GuidOf("orgId") ?? call.GuidOf("org"), (docflow, wanted) => docflow.OrganizationId == wanted);
        Where(call.Moment("createdFrom"), (docflow, wanted) => docflow.CreatedAt >= wanted);
        Where(call.Moment("createdTo"), (docflow, wanted) => docflow.CreatedAt <= wanted);
        var (updatedFrom, updatedTo) = (call.Moment("updatedFrom"), call.Moment("updatedTo"));
        Where(updatedFrom, (docflow, wanted) => docflow.LastChange >= wanted);
        Where(updatedTo, (docflow, wanted) => docflow.LastChange <= wanted);
        Text(call.Text("knd"), docflow => docflow.Description.FormVersion.Knd);
        Text(call.Text("okud"), docflow => docflow.Description.FormVersion.Okud);
        Text(call.Text("cu"), docflow => docflow.Description.Recipient);
        Text(call.Text("okpo"), _ => null);
        Text(call.Text("regNumber"), _ => null);
        Text(call.Text("demandNumber"), _ => null);
        Where(call.Text("formName"), (docflow, wanted) =>
            docflow.Description.FormVersion.FormFullname.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || docflow.Description.FormVersion.FormShortname.Contains(wanted, StringComparison.OrdinalIgnoreCase));
        Payer(call);
        Period(call);
        States(call);
        Owner(call);
        byChange = updatedFrom is not null || updatedTo is not null;
        ascending = call.Text("orderBy")?.ToLowerInvariant() switch
        {
            null or "descending" or "unspecified" => false,
            "ascending" => true,
            _ => throw ExternException.BadRequest("Неверное значение параметра orderBy."),
        };
        _ = call.Flag("demandsOnReports"); // Concerns demands only.
    }

    public int Skip { get; }

    public int Take { get; }

    public IReadOnlyList<Docflow> Apply(IEnumerable<Docflow> docflows)
    {
        var met = docflows.Where(docflow => conditions.TrueForAll(condition => condition(docflow)));
        return ascending
            ? [.. met.OrderBy(Key).ThenBy(docflow => docflow.Id)]
            : [.. met.OrderByDescending(Key).ThenBy(docflow => docflow.Id)];
    }

    private DateTimeOffset Key(Docflow docflow) => byChange ? docflow.LastChange : docflow.CreatedAt;

    private void Types(ExternCall call)
    {
        var types = call.Texts("type").Select(type => Last(type, "urn:docflow:")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        conditions.Add(types.Count > 0 ? docflow => types.Contains(docflow.Type) : docflow => !LeftOutWithoutType.Contains(docflow.Type));
        if (call.Texts("pfrLetterCategory").Count > 0)
        {
            conditions.Add(docflow => docflow.Type is not ("pfr-letter" or "pfr-cu-letter"));
        }
    }

    private void States(ExternCall call)
    {
        var states = call.Texts("successState").Select(state => Last(state, "urn:docflow-state:")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (states.Count > 0)
        {
            conditions.Add(docflow => states.Contains(docflow.SuccessState));
        }
    }

    private void Payer(ExternCall call)
    {
        if (call.Text("innKpp") is { } wanted)
        {
            if (!InnKppForm().IsMatch(wanted))
            {
                throw ExternException.BadRequest("Неверное значение параметра innKpp.");
            }

            conditions.Add(docflow => docflow.Description.PayerInn == wanted);
        }
    }

    private void Period(ExternCall call)
    {
        var (from, to) = (call.Text("periodFrom"), call.Text("periodTo"));
        if (from is null && to is null)
        {
            return;
        }

        if (from is not { Length: >= 10 } || to is not { Length: >= 10 } || call.Moment("periodFrom") is null || call.Moment("periodTo") is null)
        {
            throw ExternException.BadRequest("Для отбора по периоду нужны и periodFrom, и periodTo.");
        }

        conditions.Add(docflow => docflow.Description.PeriodBegin?[..10] == from[..10] && docflow.Description.PeriodEnd?[..10] == to[..10]);
    }

    private void Owner(ExternCall call)
    {
        switch (call.Flag("forAllUsers"))
        {
            case true when !call.IsAdmin:
                throw ExternException.Forbidden("Документообороты всех пользователей видит только администратор учётной записи.");
            case false:
                conditions.Add(docflow => docflow.OwnerId == call.UserId);
                break;
        }
    }

    private void Where<T>(T? wanted, Func<Docflow, T, bool> condition)
        where T : struct
    {
        if (wanted is { } value)
        {
            conditions.Add(docflow => condition(docflow, value));
        }
    }

    private void Where(string? wanted, Func<Docflow, string, bool> condition)
    {
        if (wanted is not null)
        {
            conditions.Add(docflow => condition(docflow, wanted));
        }
    }

    private void Text(string? wanted, Func<Docflow, string?> value) => Where(wanted, (docflow, text) => value(docflow) == text);

    private static string Last(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;

    [GeneratedRegex(@"\A([0-9]{10}-[0-9]{4}[0-9A-Z]{2}[0-9]{3}|(?!00)[0-9]{12})\z")]
    private static partial Regex InnKppForm();
}

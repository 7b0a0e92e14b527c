using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>The filter of docflow lists (drafts contract 5.1).</summary>
internal sealed partial class DocflowFilter
{
    private static readonly FrozenSet<string> LeftOutWithoutType = new[]
    {
        "business-registration", "fns534-cu-broadcast", "stat-cu-broadcast", "fns534-inventory", "fss-warrant-management", "fss-sedo-provider-subscription",
        "fss-sedo-pvso-notification", "fss-sedo-sick-report-change-notification", "fss-sedo-proactive-payments-demand", "fss-sedo-proactive-payments-reply",
        "fss-sedo-proactive-payments-benefit", "fss-sedo-insured-person-registration", "fss-sedo-insured-person-mismatch", "fss-sedo-benefit-payment-initiation",
        "fss-sedo-benefit-payment-status-notice", "fss-sedo-demand", "fss-sedo-demand-reply", "fss-sedo-billing-information-demand", "fss-sedo-billing-information",
        "fss-sedo-baby-care-vacation-close-notice", "fss-sedo-employee-salary-information", "fss-sedo-proactive-process-events-notification", "fss-sedo-oved-confirmation",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const string LetterCategory = "urn:pfr-letter-category:";

    private readonly List<Func<Docflow, bool>> conditions = [];
    private readonly bool byChange;
    private readonly bool ascending;

    /// <summary>Below a document there are no types that are left out.</summary>
    public DocflowFilter(ExternCall call, bool everyType)
    {
        (Skip, Take) = call.Page();
        Types(call, everyType);
        Where(call.Flag("finished"), (docflow, wanted) => docflow.Status == "finished" == wanted);
        Where(call.Flag("incoming"), (docflow, wanted) => DocflowPlans.Of(docflow).IsIncoming == wanted);
        Where(call.GuidOf("orgId") ?? call.GuidOf("org"), (docflow, wanted) => docflow.OrganizationId == wanted);
        Where(call.Moment("createdFrom"), (docflow, wanted) => docflow.CreatedAt >= wanted);
        Where(call.Moment("createdTo"), (docflow, wanted) => docflow.CreatedAt <= wanted);
        var (updatedFrom, updatedTo) = (call.Moment("updatedFrom"), call.Moment("updatedTo"));
        Where(updatedFrom, (docflow, wanted) => docflow.LastChange >= wanted);
        Where(updatedTo, (docflow, wanted) => docflow.LastChange <= wanted);
        Where(call.Text("knd"), (docflow, wanted) => docflow.Forms.Any(form => form.Knd == wanted));
        Text(call.Text("okud"), docflow => docflow.Description.FormVersion?.Okud);
        Text(call.Text("cu"), docflow => docflow.Body);
        Text(call.Text("okpo"), docflow => docflow.Description.Okpo);
        Text(call.Text("regNumber"), docflow => docflow.Description.RegistrationNumber);
        Where(call.Text("demandNumber"), (docflow, wanted) => docflow.Documents.Any(document => document.Requisites.DemandNumber == wanted));
        Where(call.Text("formName"), (docflow, wanted) => docflow.Forms.Any(form =>
            form.FormFullname.Contains(wanted, StringComparison.OrdinalIgnoreCase) || form.FormShortname.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
        Where(call.Flag("demandsOnReports"), (docflow, wanted) => docflow.Type != Docflow.FnsDemand || docflow.Description.SentOnReportFilename is not null == wanted);
        if (call.Texts("demandNumber").Count > 1)
        {
            throw ExternException.BadRequest("Параметр demandNumber указывают один раз.");
        }

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
    }

    public int Skip { get; }

    public int Take { get; }

    /// <summary>The order that the filter wants its docflows in.</summary>
    public bool ByLastChange => byChange;

    /// <summary>What of them is wanted, in the wanted order. They are given oldest first, in the order of <see cref="ByLastChange"/>.</summary>
    public IReadOnlyList<Docflow> Apply(IReadOnlyList<Docflow> oldestFirst, Func<Docflow, bool> belongs)
    {
        var met = new List<Docflow>();
        for (var index = 0; index < oldestFirst.Count; index++)
        {
            var docflow = oldestFirst[ascending ? index : oldestFirst.Count - 1 - index];
            if (belongs(docflow) && IsMet(docflow))
            {
                met.Add(docflow);
            }
        }

        return met;
    }

    private bool IsMet(Docflow docflow)
    {
        foreach (var condition in conditions)
        {
            if (!condition(docflow))
            {
                return false;
            }
        }

        return true;
    }

    private void Types(ExternCall call, bool everyType)
    {
        var types = call.Texts("type").Select(type => Last(type, "urn:docflow:")).ToArray();
        conditions.Add(types.Length > 0 ? docflow => Array.Exists(types, type => string.Equals(type, docflow.Type, StringComparison.OrdinalIgnoreCase)) : docflow => everyType || !LeftOutWithoutType.Contains(docflow.Type));
        var categories = call.Texts("pfrLetterCategory").Select(category => Last(category, LetterCategory)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (categories.Count > 0)
        {
            conditions.Add(docflow => docflow.Type is not ("pfr-letter" or "pfr-cu-letter") || categories.Contains(Last(docflow.Description.FormType ?? "", LetterCategory)));
        }
    }

    private void States(ExternCall call)
    {
        var states = call.Texts("successState").Select(state => Last(state, "urn:docflow-state:")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (states.Count > 0)
        {
            // It is not applied to what has no state yet (5.1).
            conditions.Add(docflow => docflow.SuccessState == "neutral" || states.Contains(docflow.SuccessState));
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

            conditions.Add(docflow => docflow.Payer == wanted);
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

using Microsoft.AspNetCore.Components;
using Portal.Shell;

namespace Portal.Features.Audit;

/// <summary>The conditions of a search; «Найти» writes them into the address.</summary>
public sealed partial class AuditFilters(NavigationManager navigation)
{
    private static readonly IReadOnlyDictionary<string, string> OutcomeWords = AuditWords.Outcomes.ToDictionary(pair => pair.Key, pair => pair.Value.Word);
    private AuditQuery? shown;
    private bool more;
    private string who = "", account = "", operation = "", outcome = "", target = "", trace = "";
    private DateOnly? from, to;

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired] public AuditQuery Query { get; set; } = new();

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(shown, Query))
        {
            return;
        }

        shown = Query;
        (who, account, operation, outcome) = (Query.Who ?? "", Query.Account ?? "", Query.Operation ?? "", Query.Outcome ?? "");
        (target, trace, from, to) = (Query.Object ?? "", Query.Trace ?? "", Query.From, Query.To);
        more = (Query with { Person = null, Who = null, From = null, To = null }).IsEmpty is false;
    }

    private static IEnumerable<(string Code, string Word)> Choices(IReadOnlyDictionary<string, string> words, string? current)
    {
        var known = words.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Value, StringComparer.CurrentCulture);
        return current is null || words.ContainsKey(current) ? known : known.Prepend((current, current));
    }

    private void Find()
    {
        var typed = new AuditQuery { Who = who, Account = account, Operation = operation, Outcome = outcome, Object = target, Trace = trace, From = from, To = to };
        var parameters = typed.Parameters().ToDictionary(part => part.Name, part => part.Value);

        // A person who was chosen stays until another name is typed.
        var query = AuditQuery.Read(parameters.GetValueOrDefault);
        navigation.NavigateTo(PortalUrls.AuditSearch((query.Who is null ? query with { Person = Query.Person } : query).Parameters()));
    }
}

using Portal.Access;

namespace Portal.Features.Audit;

/// <summary>A page of what was found; or, when a name fits several people, those people to choose from and no rows.</summary>
/// <param name="Query">What was looked for, with the person and the accounts found.</param>
/// <param name="Rows">Newest first.</param>
/// <param name="Total">At most <see cref="AuditSearchStore.Counted"/> + 1.</param>
/// <param name="Person">The person asked about, if known.</param>
/// <param name="Choice">More than one: a person is to be chosen.</param>
public sealed record AuditFound(AuditQuery Query, IReadOnlyList<AuditRow> Rows, int Total, AuditPerson? Person, IReadOnlyList<AuditPerson> Choice);

/// <summary>An administrator looks through the audit.</summary>
public sealed class SearchAudit(AuditSearchStore store)
{
    /// <summary>How many people are offered.</summary>
    public const int Offered = 20;

    /// <summary>Finds a page.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<AuditFound> RunAsync(Actor actor, AuditQuery query, int skip, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        var (full, person, choice) = await ResolveAsync(query, cancellationToken);
        if (full is null)
        {
            return new(query, [], 0, null, choice);
        }

        var (rows, total) = await store.PageAsync(full, Math.Min(skip, AuditSearchStore.Counted), take, cancellationToken);
        return new(full, rows, total, person, []);
    }

    /// <summary>Names become a person and an INN becomes accounts; null when no single person fits.</summary>
    internal async Task<(AuditQuery? Query, AuditPerson? Person, IReadOnlyList<AuditPerson> Choice)> ResolveAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var full = query.Account is not { } account ? query
            : query with { Accounts = account.Length is 10 or 12 && account.All(char.IsAsciiDigit) ? await store.AccountsOfAsync(account, cancellationToken) : [account] };
        if (query.Person is { } id)
        {
            return (full, await store.PersonAsync(id, cancellationToken), []);
        }

        if (query.Who is not { } who)
        {
            return (full, null, []);
        }

        var people = await store.PeopleAsync(who, Offered + 1, cancellationToken);
        return people is [var only] ? (full with { Person = only.Id }, only, []) : (null, null, people);
    }
}

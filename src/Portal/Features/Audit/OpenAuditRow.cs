using Portal.Access;

namespace Portal.Features.Audit;

/// <summary>An administrator opens one row.</summary>
public sealed class OpenAuditRow(AuditSearchStore store)
{
    /// <summary>The row and its person.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or there is no such row.</exception>
    public async Task<(AuditRow Row, AuditPerson? Person)> RunAsync(Actor actor, long seq, CancellationToken cancellationToken = default)
    {
        var row = actor.IsAdmin ? await store.FindAsync(seq, cancellationToken) : null;
        return row is null ? throw new AccessDeniedException()
            : (row, row.PersonId is { } person ? await store.PersonAsync(person, cancellationToken) : null);
    }
}

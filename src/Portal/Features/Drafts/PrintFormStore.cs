using Dapper;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>SQL of print forms: at most one per file, and at most one under way.</summary>
public sealed class PrintFormStore(Database database, TimeProvider clock)
{
    private const string Columns = "id, document_id, state, kontur_task_id, sha256, size, problem, problem_trace, polls, started_at, ended_at";

    /// <summary>The print form of a file of this link's draft, or null.</summary>
    public async Task<PrintForm?> FindAsync(string linkId, string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<PrintForm>(
            $"""
            SELECT {Columns} FROM print_form WHERE document_id = @documentId AND EXISTS (
              SELECT 1 FROM draft_document f JOIN draft d ON d.id = f.draft_id WHERE f.id = @documentId AND d.id = @draftId AND d.link_id = @linkId)
            """,
            new { linkId, draftId, documentId });
    }

    /// <summary>Puts the wish for a print form on disk, in place of an older one; null when one is under way.</summary>
    public async Task<PrintForm?> BeginAsync(string documentId, TimeSpan firstAsk, CancellationToken cancellationToken = default)
    {
        var form = new PrintForm { Id = Guid.NewGuid().ToString(), DocumentId = documentId, State = PrintState.Running, Polls = 0, StartedAt = clock.GetUtcNow() };
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            INSERT INTO print_form (id, document_id, state, polls, started_at, next_poll_at) VALUES (@Id, @DocumentId, 'Running', 0, @StartedAt, @next)
            ON CONFLICT (document_id) DO UPDATE SET id = excluded.id, state = 'Running', kontur_task_id = NULL, sha256 = NULL, size = NULL, problem = NULL,
              problem_trace = NULL, polls = 0, started_at = excluded.started_at, next_poll_at = excluded.next_poll_at, ended_at = NULL
            WHERE print_form.state <> 'Running'
            """,
            new { form.Id, form.DocumentId, form.StartedAt, next = form.StartedAt + firstAsk }) == 1 ? form : null;
    }

    /// <summary>Kontur has taken the task: it is asked for at once.</summary>
    public async Task AcceptAsync(string id, string konturTaskId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE print_form SET kontur_task_id = @konturTaskId, next_poll_at = @now WHERE id = @id AND state = 'Running'", new { id, konturTaskId, now = clock.GetUtcNow() });
    }

    /// <summary>Forms under way that are due to be asked for, with their draft; not those of an undone link.</summary>
    public async Task<IReadOnlyList<(PrintForm Form, string DraftId)>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var forms = await db.QueryAsync<PrintForm>(
            $"""
            SELECT {Columns} FROM print_form WHERE state = 'Running' AND next_poll_at <= @now AND NOT EXISTS (
              SELECT 1 FROM draft_document f JOIN draft d ON d.id = f.draft_id JOIN link l ON l.id = d.link_id WHERE f.id = print_form.document_id AND l.state = 'Unlinked')
            ORDER BY next_poll_at LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() });
        var due = new List<(PrintForm, string)>();
        foreach (var form in forms)
        {
            if (await db.ExecuteScalarAsync<string>("SELECT draft_id FROM draft_document WHERE id = @DocumentId", new { form.DocumentId }) is { } draftId)
            {
                due.Add((form, draftId));
            }
        }

        return due;
    }

    /// <summary>Asks again later.</summary>
    public async Task PostponeAsync(string id, TimeSpan by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE print_form SET polls = polls + 1, next_poll_at = @next WHERE id = @id", new { id, next = clock.GetUtcNow() + by });
    }

    /// <summary>It has ended; false when it had ended before, or another attempt has begun.</summary>
    public async Task<bool> EndAsync(
        string id, PrintState state, string? sha256 = null, long? size = null, string? problem = null, string? trace = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE print_form SET state = @state, sha256 = @sha256, size = @size, problem = @problem, problem_trace = @trace, ended_at = @now
            WHERE id = @id AND state = 'Running'
            """,
            new { id, state = state.ToString(), sha256, size, problem, trace, now = clock.GetUtcNow() }) == 1;
    }
}

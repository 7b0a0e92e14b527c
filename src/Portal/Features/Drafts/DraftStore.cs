using System.Text.Json;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>SQL of drafts and their files. Every read that a page makes names the link it is made for.</summary>
public sealed class DraftStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, link_id, account_id, state, kontur_draft_id, certificate_thumbprint, facts, check_result, problem, problem_trace, created_at, changed_at";

    private const string DocumentColumns = "id, draft_id, kind, file_name, size, sha256, content_id, uploaded_at";

    static DraftStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<ReportFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<CheckProtocol>());
    }

    /// <summary>Adds a draft with its report file.</summary>
    public async Task AddAsync(Draft draft, DraftDocument report, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO draft (id, link_id, account_id, state, facts, title, created_at, changed_at)
            VALUES (@Id, @LinkId, @AccountId, @state, @facts, @title, @CreatedAt, @ChangedAt)
            """,
            new
            {
                draft.Id, draft.LinkId, draft.AccountId, state = draft.State.ToString(), facts = JsonSerializer.Serialize(draft.Facts),
                title = draft.Facts.Title, draft.CreatedAt, draft.ChangedAt,
            },
            transaction);
        await InsertAsync(db, report, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The draft of this link, or null.</summary>
    public async Task<Draft?> FindAsync(string linkId, string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Draft>($"SELECT {Columns} FROM draft WHERE id = @draftId AND link_id = @linkId", new { draftId, linkId });
    }

    /// <summary>Any draft, for jobs.</summary>
    public async Task<Draft?> FindForJobAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Draft>($"SELECT {Columns} FROM draft WHERE id = @draftId", new { draftId });
    }

    /// <summary>Unfinished drafts of an account, the last touched first; at most 100.</summary>
    public async Task<IReadOnlyList<Draft>> UnfinishedAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Draft>(
            $"SELECT {Columns} FROM draft WHERE link_id = @linkId AND account_id = @accountId AND state <> 'Sent' ORDER BY changed_at DESC LIMIT 100",
            new { linkId, accountId });
        return [.. rows];
    }

    /// <summary>Files of a draft, the report first.</summary>
    public async Task<IReadOnlyList<DraftDocument>> DocumentsAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DraftDocument>(
            $"SELECT {DocumentColumns} FROM draft_document WHERE draft_id = @draftId ORDER BY kind, uploaded_at", new { draftId })];
    }

    /// <summary>Adds a file to a draft that is still editable and returns it to the beginning; false when it is not.</summary>
    public async Task<bool> AddDocumentAsync(DraftDocument document, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, document.DraftId, transaction))
        {
            return false;
        }

        await InsertAsync(db, document, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Puts another report file in place of the old one; false when the draft is not editable.</summary>
    public async Task<bool> ReplaceReportAsync(DraftDocument report, ReportFacts facts, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, report.DraftId, transaction))
        {
            return false;
        }

        // Another payer or inspection means another draft at Kontur: the old one is left behind there.
        await db.ExecuteAsync("DELETE FROM draft_document WHERE draft_id = @DraftId AND kind = 'Report'", new { report.DraftId }, transaction);
        await db.ExecuteAsync(
            "UPDATE draft SET facts = @facts, title = @title, kontur_draft_id = NULL WHERE id = @DraftId",
            new { report.DraftId, facts = JsonSerializer.Serialize(facts), title = facts.Title }, transaction);
        await InsertAsync(db, report, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes a file that is not the report; false when the draft is not editable or has no such file.</summary>
    public async Task<bool> RemoveDocumentAsync(string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, draftId, transaction)
            || await db.ExecuteAsync(
                "DELETE FROM draft_document WHERE id = @documentId AND draft_id = @draftId AND kind <> 'Report'", new { documentId, draftId }, transaction) == 0)
        {
            return false;
        }

        // The draft at Kontur still holds the file: a new one is made at the next check.
        await db.ExecuteAsync("UPDATE draft SET kontur_draft_id = NULL WHERE id = @draftId", new { draftId }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Remembers the certificate chosen, while the draft is editable.</summary>
    public async Task<bool> ChooseCertificateAsync(string draftId, string thumbprint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE draft SET certificate_thumbprint = @thumbprint, changed_at = @now WHERE id = @draftId AND state IN ('Editing', 'CheckFailed', 'Checked')",
            new { draftId, thumbprint, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Remembers the draft made at Kontur.</summary>
    public async Task SetKonturDraftAsync(string draftId, string konturDraftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE draft SET kontur_draft_id = @konturDraftId WHERE id = @draftId", new { draftId, konturDraftId });
    }

    /// <summary>
    /// Moves a draft from one of the given states to another and clears or sets its problem; false when it was in none of them.
    /// Null <paramref name="protocol"/> leaves the stored one.
    /// </summary>
    public async Task<bool> MoveAsync(
        string draftId, DraftState[] from, DraftState to, string? problem = null, string? trace = null, CheckProtocol? protocol = null,
        CancellationToken cancellationToken = default)
    {
        // Dapper expands a list for SQLite but hands it to PostgreSQL as an array, which IN does not take: the names of the states stand in the text.
        var states = string.Join(", ", from.Select(state => $"'{state}'"));
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            $"""
            UPDATE draft SET state = @to, problem = @problem, problem_trace = @trace, check_result = COALESCE(@protocol, check_result), changed_at = @now
            WHERE id = @draftId AND state IN ({states})
            """,
            new
            {
                draftId, to = to.ToString(), problem, trace,
                protocol = protocol is null ? null : JsonSerializer.Serialize(protocol), now = clock.GetUtcNow(),
            }) == 1;
    }

    /// <summary>Ids of signed drafts whose preparation has not started (the portal ended between the two), but of undone links; at most 20.</summary>
    public async Task<IReadOnlyList<string>> SignedWithoutTaskAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>(
            """
            SELECT id FROM draft WHERE state = 'Signed' AND problem IS NULL AND changed_at < @before
              AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = draft.link_id AND l.state = 'Unlinked')
              AND NOT EXISTS (SELECT 1 FROM draft_task t WHERE t.draft_id = draft.id AND t.state = 'Running')
            ORDER BY changed_at LIMIT 20
            """,
            new { before })];
    }

    /// <summary>Drafts that say «checking» or «preparing» while no task of theirs runs; at most 20.</summary>
    public async Task<IReadOnlyList<(string DraftId, DraftState State)>> StuckAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<(string Id, string State)>(
            """
            SELECT id, state FROM draft WHERE state IN ('Checking', 'Preparing') AND changed_at < @before
              AND NOT EXISTS (SELECT 1 FROM draft_task t WHERE t.draft_id = draft.id AND t.state = 'Running')
            ORDER BY changed_at LIMIT 20
            """,
            new { before });
        return [.. rows.Select(row => (row.Id, Enum.Parse<DraftState>(row.State)))];
    }

    /// <summary>Removes a draft that was never sent, with its files; false when it is on its way or sent.</summary>
    public async Task<bool> DeleteAsync(string linkId, string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { draftId, linkId, now = clock.GetUtcNow() };

        // Touching the row first takes its lock: no other transaction can start sending in between.
        if (await db.ExecuteAsync(
            """
            UPDATE draft SET changed_at = @now WHERE id = @draftId AND link_id = @linkId
              AND state IN ('Editing', 'CheckFailed', 'Checked', 'Signed', 'Ready')
              AND NOT EXISTS (SELECT 1 FROM send_attempt a WHERE a.draft_id = draft.id AND a.state IN ('Intended', 'Accepted', 'Sent'))
            """,
            key, transaction) == 0)
        {
            return false;
        }

        foreach (var table in new[] { "draft_document", "draft_task", "signing", "send_attempt" })
        {
            await db.ExecuteAsync($"DELETE FROM {table} WHERE draft_id = @draftId", key, transaction);
        }

        await db.ExecuteAsync("DELETE FROM draft WHERE id = @draftId", key, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static Task<int> InsertAsync(System.Data.Common.DbConnection db, DraftDocument document, System.Data.Common.DbTransaction transaction) => db.ExecuteAsync(
        $"INSERT INTO draft_document ({DocumentColumns}) VALUES (@Id, @DraftId, @kind, @FileName, @Size, @Sha256, @ContentId, @UploadedAt)",
        new
        {
            document.Id, document.DraftId, kind = document.Kind.ToString(), document.FileName, document.Size, document.Sha256, document.ContentId,
            document.UploadedAt,
        },
        transaction);

    private async Task<bool> ReopenAsync(System.Data.Common.DbConnection db, string draftId, System.Data.Common.DbTransaction transaction) => await db.ExecuteAsync(
        """
        UPDATE draft SET state = 'Editing', check_result = NULL, problem = NULL, problem_trace = NULL, changed_at = @now
        WHERE id = @draftId AND state IN ('Editing', 'CheckFailed', 'Checked')
          AND NOT EXISTS (SELECT 1 FROM signing s WHERE s.draft_id = draft.id AND s.state IN ('Starting', 'Waiting', 'Confirming'))
        """,
        new { draftId, now = clock.GetUtcNow() }, transaction) == 1;
}

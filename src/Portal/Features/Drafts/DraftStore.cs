using System.Data.Common;
using System.Text.Json;
using Dapper;
using Portal.Features.Drafts.List;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>SQL of drafts and their files. Every read that a page makes names the link it is made for.</summary>
public sealed class DraftStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, link_id, account_id, state, kontur_draft_id, certificate_thumbprint, facts, addressing, check_result, problem, problem_trace, created_at, changed_at";

    internal const string DocumentColumns = "id, draft_id, kind, file_name, size, sha256, content_id, uploaded_at, position, form, placed_in, missing_at";

    /// <summary>The report stands first, the files beside it as they were put in order.</summary>
    internal const string DocumentOrder = "CASE kind WHEN 'Report' THEN 0 ELSE 1 END, position, uploaded_at";

    static DraftStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<ReportFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<Addressing>());
        SqlMapper.AddTypeHandler(new JsonColumn<CheckProtocol>());
    }

    /// <summary>Adds a draft with its report file.</summary>
    public Task AddAsync(Draft draft, DraftDocument report, CancellationToken cancellationToken = default) => AddAsync(draft, [report], cancellationToken);

    /// <summary>Adds a draft with its files, the report's among them.</summary>
    public async Task AddAsync(Draft draft, IReadOnlyList<DraftDocument> documents, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO draft (id, link_id, account_id, state, kontur_draft_id, facts, addressing, title, created_at, changed_at)
            VALUES (@Id, @LinkId, @AccountId, @state, @KonturDraftId, @facts, @addressing, @title, @CreatedAt, @ChangedAt)
            """,
            new
            {
                draft.Id, draft.LinkId, draft.AccountId, state = draft.State.ToString(), draft.KonturDraftId, facts = JsonSerializer.Serialize(draft.Facts),
                addressing = JsonSerializer.Serialize(draft.Addressing),
                title = draft.Facts.Title, draft.CreatedAt, draft.ChangedAt,
            },
            transaction);
        foreach (var document in documents)
        {
            await InsertAsync(db, document, transaction);
        }

        await DraftListStore.IndexAsync(db, draft.Id, clock.GetUtcNow(), transaction);
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

    /// <summary>Files of a draft, the report first.</summary>
    public async Task<IReadOnlyList<DraftDocument>> DocumentsAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DraftDocument>(
            $"SELECT {DocumentColumns} FROM draft_document WHERE draft_id = @draftId ORDER BY {DocumentOrder}", new { draftId })];
    }

    /// <summary>Adds a file to a draft that is still editable and returns it to the beginning; false when it is not.</summary>
    public async Task<bool> AddDocumentAsync(DraftDocument document, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, document.DraftId, clock.GetUtcNow(), transaction))
        {
            return false;
        }

        await InsertAsync(db, document, transaction);
        await DraftListStore.IndexAsync(db, document.DraftId, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Puts another report file in place of the old one; false when the draft is not editable.</summary>
    public async Task<bool> ReplaceReportAsync(DraftDocument report, ReportFacts facts, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, report.DraftId, clock.GetUtcNow(), transaction))
        {
            return false;
        }

        await db.ExecuteAsync("DELETE FROM draft_document WHERE draft_id = @DraftId AND kind = 'Report'", new { report.DraftId }, transaction);
        await db.ExecuteAsync(
            "UPDATE draft SET facts = @facts, title = @title WHERE id = @DraftId",
            new { report.DraftId, facts = JsonSerializer.Serialize(facts), title = facts.Title }, transaction);
        await InsertAsync(db, report, transaction);
        await DraftListStore.IndexAsync(db, report.DraftId, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes a file that is not the report; false when the draft is not editable or has no such file.</summary>
    public async Task<bool> RemoveDocumentAsync(string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, draftId, clock.GetUtcNow(), transaction)
            || await db.ExecuteAsync(
                "DELETE FROM draft_document WHERE id = @documentId AND draft_id = @draftId AND kind <> 'Report'", new { documentId, draftId }, transaction) == 0)
        {
            return false;
        }

        await DraftListStore.IndexAsync(db, draftId, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Writes to whom an editable draft goes and returns it to the beginning; false when it is not editable.</summary>
    public async Task<bool> AddressAsync(string draftId, Addressing addressing, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await ReopenAsync(db, draftId, clock.GetUtcNow(), transaction))
        {
            return false;
        }

        await db.ExecuteAsync("UPDATE draft SET addressing = @addressing WHERE id = @draftId", new { draftId, addressing = JsonSerializer.Serialize(addressing) }, transaction);
        await DraftListStore.IndexAsync(db, draftId, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Remembers the certificate chosen, while the draft is editable.</summary>
    public async Task<bool> ChooseCertificateAsync(string draftId, string thumbprint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE draft SET certificate_thumbprint = @thumbprint, changed_at = @now WHERE id = @draftId AND state IN ('Editing', 'CheckFailed', 'Checked') AND NOT EXISTS (SELECT 1 FROM signature_request q WHERE q.draft_id = draft.id AND q.state = 'Asked')",
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

    /// <summary>
    /// Ids of signed drafts whose preparation has not started (the portal ended between the two, or Kontur held the draft), but of undone links; at most 20.
    /// </summary>
    public async Task<IReadOnlyList<string>> SignedWithoutTaskAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>(
            """
            SELECT id FROM draft WHERE state = 'Signed' AND (problem IS NULL OR problem = @locked) AND changed_at < @before
              AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = draft.link_id AND l.state = 'Unlinked')
              AND NOT EXISTS (SELECT 1 FROM draft_task t WHERE t.draft_id = draft.id AND t.state = 'Running')
            ORDER BY changed_at LIMIT 20
            """,
            new { before, locked = PrepareDraft.Locked })];
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

        foreach (var table in new[] { "draft_term", "signature_request", "send_again", "draft_document", "draft_task", "signature", "send_attempt" })
        {
            await db.ExecuteAsync($"DELETE FROM {table} WHERE draft_id = @draftId", key, transaction);
        }

        await db.ExecuteAsync("DELETE FROM signing WHERE subject_id = @draftId", key, transaction);

        await db.ExecuteAsync("DELETE FROM draft WHERE id = @draftId", key, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Adds the row of a file at its position, or behind the others when it has none.</summary>
    internal static Task<int> InsertAsync(DbConnection db, DraftDocument document, DbTransaction transaction) => db.ExecuteAsync(
        $"""
        INSERT INTO draft_document ({DocumentColumns})
        VALUES (@Id, @DraftId, @kind, @FileName, @Size, @Sha256, @ContentId, @UploadedAt,
          CASE WHEN @Position > 0 THEN @Position ELSE (SELECT COALESCE(MAX(position), 0) + 1 FROM draft_document WHERE draft_id = @DraftId) END, @Form, NULL, NULL)
        """,
        new
        {
            document.Id, document.DraftId, kind = document.Kind.ToString(), document.FileName, document.Size, document.Sha256, document.ContentId,
            document.UploadedAt, document.Position, document.Form,
        },
        transaction);

    /// <summary>
    /// Takes an editable draft back to its beginning, since something of it changes; false when it is not editable. What somebody was asked to sign is then not
    /// what is there any more: the request is void with the change itself.
    /// </summary>
    internal static async Task<bool> ReopenAsync(DbConnection db, string draftId, DateTimeOffset now, DbTransaction transaction)
    {
        var key = new { draftId, now };
        if (await db.ExecuteAsync(
            """
            UPDATE draft SET state = 'Editing', check_result = NULL, problem = NULL, problem_trace = NULL, changed_at = @now, indexed_at = 0
            WHERE id = @draftId AND state IN ('Editing', 'CheckFailed', 'Checked')
              AND NOT EXISTS (SELECT 1 FROM signing s WHERE s.subject_id = draft.id AND s.state IN ('Starting', 'Waiting', 'Confirming'))
            """,
            key, transaction) == 0)
        {
            return false;
        }

        await db.ExecuteAsync("UPDATE signature_request SET state = 'Void', ended_at = @now WHERE draft_id = @draftId AND state = 'Asked'", key, transaction);
        return true;
    }
}

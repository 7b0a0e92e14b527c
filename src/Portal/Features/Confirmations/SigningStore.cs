using System.Data.Common;
using System.Text.Json;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>SQL of cloud signatures.</summary>
public sealed class SigningStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, draft_id, link_id, account_id, kontur_draft_id, state, way, thumbprint, request_id, kontur_task_id, owner, phone_mask, documents, message, started_at, code_sent_at";

    static SigningStore() => SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<SignedDocument>>());

    /// <summary>Begins an operation in place of one that only waits; null when another is on the wire at this moment.</summary>
    public async Task<Signing?> BeginAsync(SigningRequest request, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var signing = new Signing
        {
            Id = Guid.NewGuid().ToString(), DraftId = request.DraftId, LinkId = request.LinkId, AccountId = request.AccountId, KonturDraftId = request.KonturDraftId,
            State = SigningState.Starting, Way = SigningWay.Sms, Thumbprint = request.Thumbprint, Owner = request.Owner, PhoneMask = request.MaskedPhone,
            Documents = request.Documents, StartedAt = now,
        };
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.ExecuteAsync(
                "UPDATE signing SET state = 'Superseded', ended_at = @now WHERE draft_id = @DraftId AND link_id = @LinkId AND state = 'Waiting'",
                new { request.DraftId, request.LinkId, now }, transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO signing (id, draft_id, link_id, account_id, kontur_draft_id, state, way, thumbprint, owner, phone_mask, documents, started_at, next_ask_at)
                VALUES (@Id, @DraftId, @LinkId, @AccountId, @KonturDraftId, 'Starting', 'Sms', @Thumbprint, @Owner, @PhoneMask, @documents, @StartedAt, @StartedAt)
                """,
                new
                {
                    signing.Id, signing.DraftId, signing.LinkId, signing.AccountId, signing.KonturDraftId, signing.Thumbprint, signing.Owner, signing.PhoneMask,
                    documents = JsonSerializer.Serialize(signing.Documents), signing.StartedAt,
                },
                transaction);
            await transaction.CommitAsync(cancellationToken);
            return signing;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return null;
        }
    }

    /// <summary>
    /// Kontur certainly did not begin: the operation ends, and the one it was to replace, whose code is still good, waits again (null when there was none).
    /// </summary>
    public async Task ReturnAsync(string signingId, string draftId, string? message, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { signingId, draftId, message, now = clock.GetUtcNow() };
        await db.ExecuteAsync(
            "UPDATE signing SET state = 'Ended', message = @message, ended_at = @now WHERE id = @signingId AND state = 'Starting'", key, transaction);
        await db.ExecuteAsync(
            """
            UPDATE signing SET state = 'Waiting', ended_at = NULL, started_at = @now
            WHERE id = (SELECT id FROM signing WHERE draft_id = @draftId AND state = 'Superseded' AND id <> @signingId ORDER BY ended_at DESC, id LIMIT 1)
              AND ended_at >= (SELECT started_at FROM signing WHERE id = @signingId)
            """,
            key, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Kontur has begun: now it waits for the person.</summary>
    public async Task WaitAsync(string signingId, SigningWay way, string? requestId, string? konturTaskId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE signing SET state = 'Waiting', way = @way, request_id = @requestId, kontur_task_id = @konturTaskId WHERE id = @signingId AND state = 'Starting'",
            new { signingId, way = way.ToString(), requestId, konturTaskId });
    }

    /// <summary>Moves an operation on when it is in the given state; false when it is not (a second press, a second tab).</summary>
    public async Task<bool> MoveAsync(
        string signingId, SigningState from, SigningState to, string? message = null, TimeSpan? askIn = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var ended = to is SigningState.Confirmed or SigningState.Ended or SigningState.Superseded;
        return await db.ExecuteAsync(
            """
            UPDATE signing SET state = @to, message = @message, next_ask_at = @next, ended_at = @endedAt, code_sent_at = COALESCE(@codeSentAt, code_sent_at)
            WHERE id = @signingId AND state = @from
            """,
            new
            {
                signingId, from = from.ToString(), to = to.ToString(), message, next = now + (askIn ?? TimeSpan.Zero), endedAt = ended ? now : (DateTimeOffset?)null,
                codeSentAt = from == SigningState.Waiting && to == SigningState.Confirming ? now : (DateTimeOffset?)null,
            }) == 1;
    }

    /// <summary>An operation of this link, or null.</summary>
    public async Task<Signing?> FindAsync(string linkId, string signingId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Signing>(
            $"SELECT {Columns} FROM signing WHERE id = @signingId AND link_id = @linkId", new { signingId, linkId });
    }

    /// <summary>The newest operation of a draft of this link, or null.</summary>
    public async Task<Signing?> LatestAsync(string linkId, string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<Signing>(
            $"SELECT {Columns} FROM signing WHERE draft_id = @draftId AND link_id = @linkId ORDER BY started_at DESC, id LIMIT 1", new { draftId, linkId });
    }

    /// <summary>Operations of this link that wait for a person, the newest first; at most 50.</summary>
    public async Task<IReadOnlyList<Signing>> WaitingAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Signing>($"SELECT {Columns} FROM signing WHERE link_id = @linkId AND state = 'Waiting' ORDER BY started_at DESC LIMIT 50", new { linkId });
        return [.. rows];
    }

    /// <summary>Operations a job has to ask about: MyDSS that waits, confirmations without an answer, beginnings without one. Not those of an undone link.</summary>
    public async Task<IReadOnlyList<Signing>> DueAsync(DateTimeOffset startedBefore, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Signing>(
            $"""
            SELECT {Columns} FROM signing
            WHERE next_ask_at <= @now AND ((state = 'Waiting' AND way = 'MyDss') OR state = 'Confirming' OR (state = 'Starting' AND started_at < @startedBefore))
              AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = signing.link_id AND l.state = 'Unlinked')
            ORDER BY next_ask_at LIMIT @take
            """,
            new { now = clock.GetUtcNow(), startedBefore, take });
        return [.. rows];
    }
}

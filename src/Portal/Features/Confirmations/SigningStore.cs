using System.Data.Common;
using System.Text.Json;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>SQL of cloud signatures.</summary>
public sealed class SigningStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, kind, subject_id, link_id, account_id, kontur_id, state, way, thumbprint, request_id, kontur_task_id, owner, phone_mask, documents, message, phase, polls, batch_id, started_at, asked_at, code_sent_at";

    // A job of another node, or this one, may be handing it over at this moment.
    private static readonly TimeSpan HandOver = TimeSpan.FromSeconds(30);

    static SigningStore() => SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<SignedDocument>>());

    /// <summary>Begins an operation in place of one that only waits; null when another is on the wire at this moment.</summary>
    public async Task<Signing?> BeginAsync(SigningRequest request, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var signing = new Signing
        {
            Id = Guid.NewGuid().ToString(), Kind = request.Kind, SubjectId = request.SubjectId, LinkId = request.LinkId, AccountId = request.AccountId, KonturId = request.KonturId,
            State = SigningState.Starting, Way = SigningWay.Sms, Thumbprint = request.Thumbprint, Owner = request.Owner, PhoneMask = request.MaskedPhone,
            Documents = request.Documents, BatchId = request.BatchId, StartedAt = now,
        };
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.ExecuteAsync(
                "UPDATE signing SET state = 'Superseded', ended_at = @now WHERE subject_id = @SubjectId AND link_id = @LinkId AND state IN ('Waiting', 'Left')",
                new { request.SubjectId, request.LinkId, now }, transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO signing (id, kind, subject_id, link_id, account_id, kontur_id, state, way, thumbprint, owner, phone_mask, documents, batch_id, started_at, next_ask_at)
                VALUES (@Id, @kind, @SubjectId, @LinkId, @AccountId, @KonturId, 'Starting', 'Sms', @Thumbprint, @Owner, @PhoneMask, @documents, @BatchId, @StartedAt, @StartedAt)
                """,
                new
                {
                    signing.Id, kind = signing.Kind.ToString(), signing.SubjectId, signing.LinkId, signing.AccountId, signing.KonturId, signing.Thumbprint, signing.Owner,
                    signing.PhoneMask, documents = JsonSerializer.Serialize(signing.Documents), signing.BatchId, signing.StartedAt,
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
    public async Task ReturnAsync(string signingId, string subjectId, string? message, SigningPhase? phase = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { signingId, subjectId, message, phase = phase?.ToString(), now = clock.GetUtcNow() };
        await db.ExecuteAsync(
            "UPDATE signing SET state = 'Ended', message = @message, phase = @phase, ended_at = @now WHERE id = @signingId AND state = 'Starting'", key, transaction);
        await db.ExecuteAsync(
            """
            UPDATE signing SET state = 'Waiting', ended_at = NULL, started_at = @now
            WHERE id = (SELECT id FROM signing WHERE subject_id = @subjectId AND state = 'Superseded' AND id <> @signingId ORDER BY ended_at DESC, id LIMIT 1)
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
            """
            UPDATE signing SET state = 'Waiting', way = @way, request_id = @requestId, kontur_task_id = @konturTaskId, asked_at = @now
            WHERE id = @signingId AND state = 'Starting'
            """,
            new { signingId, way = way.ToString(), requestId, konturTaskId, now = clock.GetUtcNow() });
    }

    /// <summary>
    /// Moves an operation on when it is in the given state; false when it is not (a second press, a second tab). Null <paramref name="phase"/> leaves the stored one.
    /// </summary>
    public async Task<bool> MoveAsync(
        string signingId, SigningState from, SigningState to, string? message = null, TimeSpan? askIn = null, SigningPhase? phase = null,
        CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var ended = to is SigningState.Confirmed or SigningState.Ended or SigningState.Superseded;
        return await db.ExecuteAsync(
            """
            UPDATE signing SET state = @to, message = @message, next_ask_at = @next, ended_at = @endedAt, code_sent_at = COALESCE(@codeSentAt, code_sent_at),
              phase = COALESCE(@phase, phase)
            WHERE id = @signingId AND state = @from
            """,
            new
            {
                signingId, from = from.ToString(), to = to.ToString(), message, next = now + (askIn ?? (to == SigningState.Confirmed ? HandOver : TimeSpan.Zero)),
                endedAt = ended ? now : (DateTimeOffset?)null, phase = phase?.ToString(),
                codeSentAt = from == SigningState.Waiting && to == SigningState.Confirming ? now : (DateTimeOffset?)null,
            }) == 1;
    }

    /// <summary>Asked about, and still under way: where it stands, and when to ask again.</summary>
    public async Task AskedAsync(Signing signing, SigningPhase? phase, TimeSpan askIn, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE signing SET polls = polls + 1, next_ask_at = @next, phase = COALESCE(@phase, phase) WHERE id = @Id AND state = @state",
            new { signing.Id, state = signing.State.ToString(), phase = phase?.ToString(), next = clock.GetUtcNow() + askIn });
    }

    /// <summary>It needed no confirmation.</summary>
    public async Task NothingToConfirmAsync(string signingId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE signing SET way = 'None' WHERE id = @signingId", new { signingId });
    }

    /// <summary>The feature that asked for the signature knows of it; <paramref name="message"/> is what it has to say, null leaves the stored one.</summary>
    public async Task HandedOverAsync(string signingId, string? message, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE signing SET handed_over_at = @now, message = COALESCE(@message, message) WHERE id = @signingId AND state = 'Confirmed'",
            new { signingId, message, now = clock.GetUtcNow() });
    }

    /// <summary>The operation of this subject that a phone may still confirm, or null.</summary>
    public async Task<Signing?> OnPhoneAsync(string linkId, string subjectId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<Signing>(
            $"""
            SELECT {Columns} FROM signing WHERE subject_id = @subjectId AND link_id = @linkId AND way = 'MyDss' AND state IN ('Waiting', 'Left')
            ORDER BY started_at DESC LIMIT 1
            """,
            new { subjectId, linkId });
    }

    /// <summary>How the last signature with this certificate was confirmed; null when there was none.</summary>
    public async Task<SigningWay?> LastWayAsync(string linkId, string thumbprint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var way = await db.QueryFirstOrDefaultAsync<string>(
            "SELECT way FROM signing WHERE link_id = @linkId AND thumbprint = @thumbprint AND state = 'Confirmed' ORDER BY started_at DESC LIMIT 1",
            new { linkId, thumbprint });
        return way is null ? null : Enum.Parse<SigningWay>(way);
    }

    /// <summary>An operation of this link, or null.</summary>
    public async Task<Signing?> FindAsync(string linkId, string signingId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Signing>(
            $"SELECT {Columns} FROM signing WHERE id = @signingId AND link_id = @linkId", new { signingId, linkId });
    }

    /// <summary>The newest operation about a subject of this link, or null.</summary>
    public async Task<Signing?> LatestAsync(string linkId, string subjectId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<Signing>(
            $"SELECT {Columns} FROM signing WHERE subject_id = @subjectId AND link_id = @linkId ORDER BY started_at DESC, id LIMIT 1", new { subjectId, linkId });
    }

    /// <summary>Operations of this link that wait for a person, the newest first; at most 50.</summary>
    public async Task<IReadOnlyList<Signing>> WaitingAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Signing>($"SELECT {Columns} FROM signing WHERE link_id = @linkId AND state = 'Waiting' ORDER BY started_at DESC LIMIT 50", new { linkId });
        return [.. rows];
    }

    /// <summary>Operations a job has to ask about: MyDSS that waits or was left, confirmations without an answer, beginnings without one, signatures not handed over. Not those of an undone link.</summary>
    public async Task<IReadOnlyList<Signing>> DueAsync(DateTimeOffset startedBefore, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Signing>(
            $"""
            SELECT {Columns} FROM signing
            WHERE next_ask_at <= @now AND state IN ('Starting', 'Waiting', 'Confirming', 'Left', 'Confirmed')
              AND ((state = 'Waiting' AND way = 'MyDss') OR state IN ('Confirming', 'Left') OR (state = 'Starting' AND started_at < @startedBefore)
                OR (state = 'Confirmed' AND handed_over_at IS NULL))
              AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = signing.link_id AND l.state = 'Unlinked')
            ORDER BY next_ask_at LIMIT @take
            """,
            new { now = clock.GetUtcNow(), startedBefore, take });
        return [.. rows];
    }
}

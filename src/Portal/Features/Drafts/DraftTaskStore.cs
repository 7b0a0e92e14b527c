using System.Data.Common;
using Dapper;
using Portal.Features.Drafts.List;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>SQL of deferred tasks and of attempts to send.</summary>
public sealed class DraftTaskStore(Database database, TimeProvider clock)
{
    private const string TaskColumns =
        "id, draft_id, kind, kontur_task_id, polls, started_at, failures, failing_since, trouble, trouble_trace, next_poll_at";
    private const string AttemptColumns =
        "id, draft_id, state, kontur_task_id, person_name, intended_at, answered_at, answer, answer_trace, kontur_draft_id, docflow_id, failures, failing_since, trouble, trouble_trace, next_ask_at";

    private const string Failing = "failures = failures + 1, failing_since = COALESCE(failing_since, @now), trouble = @trouble, trouble_trace = @trace";

    /// <summary>
    /// Remembers a task that Kontur has started. The state of the draft lets only one begin at a time: whatever is still written as running
    /// (the portal ended between two steps) is over.
    /// </summary>
    public async Task AddTaskAsync(string draftId, DraftTaskKind kind, string konturTaskId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await InsertAsync(db, draftId, kind, konturTaskId, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Running tasks that are due to be asked for, the longest waiting first. Of an undone link nobody asks any more: it gives no session.</summary>
    public async Task<IReadOnlyList<DraftTask>> DueTasksAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DraftTask>(
            $"""
            SELECT {TaskColumns} FROM draft_task t WHERE state = 'Running' AND next_poll_at <= @now
              AND NOT EXISTS (SELECT 1 FROM draft d JOIN link l ON l.id = d.link_id WHERE d.id = t.draft_id AND l.state = 'Unlinked')
            ORDER BY next_poll_at LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>The running task of a draft, or null.</summary>
    public async Task<DraftTask?> RunningAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DraftTask>(
            $"SELECT {TaskColumns} FROM draft_task WHERE draft_id = @draftId AND state = 'Running'", new { draftId });
    }

    /// <summary>Kontur answered that it goes on: it is asked again later.</summary>
    public async Task PostponeAsync(string taskId, TimeSpan by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            UPDATE draft_task SET polls = polls + 1, next_poll_at = @next, failures = 0, failing_since = NULL, trouble = NULL, trouble_trace = NULL WHERE id = @taskId
            """,
            new { taskId, next = clock.GetUtcNow() + by });
    }

    /// <summary>Asking failed: it is tried again later, and what is wrong can be seen.</summary>
    public async Task FailTaskAsync(string taskId, TimeSpan by, string trouble, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync($"UPDATE draft_task SET next_poll_at = @next, {Failing} WHERE id = @id", Failure(taskId, by, trouble, trace));
    }

    /// <summary>The same for an intent to send that cannot be asked about.</summary>
    public async Task FailAttemptAsync(string attemptId, TimeSpan by, string trouble, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync($"UPDATE send_attempt SET next_ask_at = @next, {Failing} WHERE id = @id AND state = 'Intended'", Failure(attemptId, by, trouble, trace));
    }

    /// <summary>The task has ended.</summary>
    public async Task EndTaskAsync(string taskId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE draft_task SET state = 'Ended', ended_at = @now WHERE id = @taskId", new { taskId, now = clock.GetUtcNow() });
    }

    /// <summary>
    /// Puts the intent to send on disk, and with it moves the draft from ready to sending: in one transaction, under a unique index.
    /// Null when somebody else (another tab, another node) was first, or the same file is sent or being sent in the account and nobody wanted that again.
    /// </summary>
    public async Task<SendAttempt?> IntendAsync(string draftId, string personName, TimeSpan firstAsk, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var attempt = new SendAttempt
        {
            Id = Guid.NewGuid().ToString(), DraftId = draftId, State = SendState.Intended, PersonName = personName, IntendedAt = now,
        };
        try
        {
            if (await db.ExecuteAsync(
                "UPDATE draft SET state = 'Sending', problem = NULL, problem_trace = NULL, changed_at = @now WHERE id = @draftId AND state = 'Ready'",
                new { draftId, now }, transaction) == 0)
            {
                return null;
            }

            await db.ExecuteAsync(
                """
                INSERT INTO send_attempt (id, draft_id, state, person_name, intended_at, next_ask_at, kontur_draft_id)
                SELECT @Id, id, 'Intended', @PersonName, @IntendedAt, @nextAsk, kontur_draft_id FROM draft WHERE id = @DraftId
                """,
                new { attempt.Id, attempt.DraftId, attempt.PersonName, attempt.IntendedAt, nextAsk = now + firstAsk }, transaction);
            if (!await SentFileStore.TakeAsync(db, attempt, transaction))
            {
                return null;
            }

            await transaction.CommitAsync(cancellationToken);
            return attempt;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return null;
        }
    }

    /// <summary>Kontur has taken the sending: the attempt gets the task, and the task is followed. Harmless when it is already so.</summary>
    public async Task AcceptAsync(SendAttempt attempt, string konturTaskId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (await db.ExecuteAsync(
            "UPDATE send_attempt SET state = 'Accepted', kontur_task_id = @konturTaskId WHERE id = @Id AND state = 'Intended'",
            new { attempt.Id, konturTaskId }, transaction) == 1)
        {
            await InsertAsync(db, attempt.DraftId, DraftTaskKind.Send, konturTaskId, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Notes what Kontur answered to an attempt, for the receipt; the first answer stays.</summary>
    public async Task AnswerAsync(string attemptId, string answer, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE send_attempt SET answered_at = @now, answer = @answer, answer_trace = @trace WHERE id = @attemptId AND answered_at IS NULL",
            new { attemptId, answer, trace, now = clock.GetUtcNow() });
    }

    /// <summary>Settles the open attempt of a draft, and with it the draft; nothing happens when none is open.</summary>
    public async Task SettleAsync(
        string draftId, SendState outcome, DraftState draftState, string? docflowId = null, string? problem = null, string? trace = null,
        CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.ExecuteAsync(
            """
            UPDATE send_attempt SET state = @outcome, docflow_id = @docflowId, settled_at = @now WHERE draft_id = @draftId AND state IN ('Intended', 'Accepted')
            """,
            new { draftId, outcome = outcome.ToString(), docflowId, now }, transaction) == 1)
        {
            await db.ExecuteAsync("UPDATE draft SET settled_at = @now WHERE id = @draftId", new { draftId, now }, transaction);
            await db.ExecuteAsync(
                "UPDATE draft SET state = @to, problem = @problem, problem_trace = @trace, changed_at = @now WHERE id = @draftId AND state = 'Sending'",
                new { draftId, to = draftState.ToString(), problem, trace, now }, transaction);
            await (outcome == SendState.Sent
                ? DraftListStore.IndexAsync(db, draftId, now, transaction)
                : SentFileStore.ReleaseAsync(db, draftId, transaction));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What was accepted is in doubt again (Kontur lost the task): it is settled by asking, like an intent made now.</summary>
    public async Task DoubtAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE send_attempt SET state = 'Intended', intended_at = @now, next_ask_at = @now WHERE draft_id = @draftId AND state = 'Accepted'", new { draftId, now = clock.GetUtcNow() });
    }

    /// <summary>Intents without an answer that are due to be asked about; not those of an undone link.</summary>
    public async Task<IReadOnlyList<SendAttempt>> UnsettledAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SendAttempt>(
            $"""
            SELECT {AttemptColumns} FROM send_attempt a WHERE state = 'Intended' AND next_ask_at <= @now
              AND NOT EXISTS (SELECT 1 FROM draft d JOIN link l ON l.id = d.link_id WHERE d.id = a.draft_id AND l.state = 'Unlinked')
            ORDER BY next_ask_at LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Asks about an intent again later: Kontur answered, but its answer settles nothing yet.</summary>
    public async Task AskLaterAsync(string attemptId, TimeSpan by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            UPDATE send_attempt SET next_ask_at = @next, failures = 0, failing_since = NULL, trouble = NULL, trouble_trace = NULL WHERE id = @attemptId
            """,
            new { attemptId, next = clock.GetUtcNow() + by });
    }

    /// <summary>Attempts of a draft, the newest first.</summary>
    public async Task<IReadOnlyList<SendAttempt>> AttemptsAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SendAttempt>(
            $"SELECT {AttemptColumns} FROM send_attempt WHERE draft_id = @draftId ORDER BY intended_at DESC LIMIT 50", new { draftId })];
    }

    private object Failure(string id, TimeSpan by, string trouble, string? trace) => new { id, trouble, trace, now = clock.GetUtcNow(), next = clock.GetUtcNow() + by };

    private async Task InsertAsync(DbConnection db, string draftId, DraftTaskKind kind, string konturTaskId, DbTransaction transaction)
    {
        var key = new { id = Guid.NewGuid().ToString(), draftId, kind = kind.ToString(), konturTaskId, now = clock.GetUtcNow() };
        await db.ExecuteAsync("UPDATE draft_task SET state = 'Ended', ended_at = @now WHERE draft_id = @draftId AND state = 'Running'", key, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO draft_task (id, draft_id, kind, kontur_task_id, state, polls, started_at, next_poll_at)
            VALUES (@id, @draftId, @kind, @konturTaskId, 'Running', 0, @now, @now)
            """,
            key, transaction);
    }
}

namespace Portal.Features.Drafts;

/// <summary>What Kontur is doing with a draft.</summary>
public enum DraftTaskKind
{
    /// <summary>Checking.</summary>
    Check,

    /// <summary>Preparing for sending.</summary>
    Prepare,

    /// <summary>Sending.</summary>
    Send,
}

/// <summary>A deferred task at Kontur, followed by a job.</summary>
public sealed record DraftTask
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Draft it works on.</summary>
    public required string DraftId { get; init; }

    /// <summary>What it does.</summary>
    public required DraftTaskKind Kind { get; init; }

    /// <summary>Kontur's id; null while the start is not answered.</summary>
    public string? KonturTaskId { get; init; }

    /// <summary>How often it was asked for.</summary>
    public required long Polls { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How often asking has failed since it last succeeded.</summary>
    public long Failures { get; init; }

    /// <summary>Since when it fails; null while it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Trouble { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? TroubleTrace { get; init; }

    /// <summary>When it is asked about next.</summary>
    public DateTimeOffset NextPollAt { get; init; }
}

/// <summary>State of an attempt to send. While one is intended, accepted or sent, the store refuses a second.</summary>
public enum SendState
{
    /// <summary>On disk before the wire; no answer yet.</summary>
    Intended,

    /// <summary>Kontur took it: there is a task.</summary>
    Accepted,

    /// <summary>The docflow exists.</summary>
    Sent,

    /// <summary>Kontur refused it.</summary>
    Refused,

    /// <summary>No trace of it at Kontur for twice the request's time-out.</summary>
    NotSent,
}

/// <summary>One press of «Отправить отчёт».</summary>
public sealed record SendAttempt
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Draft that is sent.</summary>
    public required string DraftId { get; init; }

    /// <summary>State.</summary>
    public required SendState State { get; init; }

    /// <summary>Kontur's task, once it is known.</summary>
    public string? KonturTaskId { get; init; }

    /// <summary>Who pressed.</summary>
    public required string PersonName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>Kontur's id of the draft that was sent.</summary>
    public string? KonturDraftId { get; init; }

    /// <summary>Kontur's id of the docflow that came of it.</summary>
    public string? DocflowId { get; init; }

    /// <summary>When Kontur answered; null while it has not.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What it answered: <see cref="SendAnswers"/>.</summary>
    public string? Answer { get; init; }

    /// <summary>The vendor's trace id of the answer.</summary>
    public string? AnswerTrace { get; init; }

    /// <summary>How often asking about it has failed since it last succeeded.</summary>
    public long Failures { get; init; }

    /// <summary>Since when that fails; null while it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Trouble { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? TroubleTrace { get; init; }

    /// <summary>When it is asked about next.</summary>
    public DateTimeOffset NextAskAt { get; init; }
}

/// <summary>How Kontur answered to a sending.</summary>
public static class SendAnswers
{
    /// <summary>It took the sending at once.</summary>
    public const string Accepted = "accepted";

    /// <summary>It refused.</summary>
    public const string Refused = "refused";

    /// <summary>The answer was lost; that it had taken the sending was found by asking.</summary>
    public const string Found = "found";
}

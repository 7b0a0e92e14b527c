namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>A signature or a decryption that waits for its owner (drafts contract 2, 5.10): by a code from an SMS, or on the phone when <see cref="TaskId"/> is given.</summary>
internal sealed record SignRequest(
    Guid Id, Guid AccountId, Guid DraftId, Guid UserId, string Thumbprint, string? Code, int AttemptsLeft, Guid? TaskId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string State)
{
    public const string Waiting = "waiting";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Used = "used";
    public const string Dead = "dead";

    /// <summary>The reply that is signed; <see cref="DraftId"/> then names its docflow, which is what the lock is on (drafts contract 0.6).</summary>
    public Guid? ReplyId { get; init; }

    /// <summary>The document that is decrypted; <see cref="DraftId"/> names its docflow.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>The decrypted content is to be unpacked where it is an archive.</summary>
    public bool Unzip { get; init; }

    public string ConfirmType => TaskId is null ? "sms" : "my-dss";

    /// <summary>Can still be confirmed, so it holds the draft's lock.</summary>
    public bool IsPending(DateTimeOffset now) => State is Waiting or Approved && AttemptsLeft > 0 && now < ExpiresAt;
}

/// <summary>One file of a crypto task's result (drafts contract 2.4).</summary>
internal sealed record SignedFile(Guid FileId, string Status, string ErrorCode, long ResultSize, string ResultMd5, Guid? ResultId);

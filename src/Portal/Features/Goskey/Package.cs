namespace Portal.Features.Goskey;

/// <summary>Where a package stands.</summary>
public enum PackageState
{
    /// <summary>Is being put together.</summary>
    Draft,

    /// <summary>Became a list: each of its people has a package of their own.</summary>
    Group,

    /// <summary>Waits for its turn; may be taken back.</summary>
    Queued,

    /// <summary>Is assembled, signed and uploaded right now.</summary>
    Sending,

    /// <summary>It was sent and the answer is lost: EPGU is asked what became of it.</summary>
    Checking,

    /// <summary>EPGU has it; the recipient may sign.</summary>
    Waiting,

    /// <summary>The recipient signed everything.</summary>
    Signed,

    /// <summary>The recipient refused.</summary>
    Refused,

    /// <summary>24 hours passed.</summary>
    Expired,

    /// <summary>There is no account for the SNILS.</summary>
    NoRecipient,

    /// <summary>Our own signature was not confirmed.</summary>
    SenderNotConfirmed,

    /// <summary>EPGU's checks refused the package.</summary>
    Rejected,

    /// <summary>It failed at EPGU.</summary>
    Failed,

    /// <summary>Nothing left us, or nothing arrived.</summary>
    NotSent,

    /// <summary>What became of it cannot be found out: a person has to look.</summary>
    Attention,
}

/// <summary>A package. Identifiers of the recipient are opened by <see cref="RecipientSeal"/> alone.</summary>
public sealed record Package
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>Their name when they made it.</summary>
    public required string PersonName { get; init; }

    /// <summary>Sender profile; empty until it is chosen.</summary>
    public required string SenderId { get; init; }

    /// <summary>The organisation's short name.</summary>
    public required string SenderName { get; init; }

    /// <summary>The list it belongs to.</summary>
    public string? GroupId { get; init; }

    /// <summary>The package that was sent again as this one.</summary>
    public string? AgainOf { get; init; }

    /// <summary>Where it stands.</summary>
    public required PackageState State { get; init; }

    /// <summary>What the recipient signs with.</summary>
    public required SignatureKind SignatureKind { get; init; }

    /// <summary>What the recipient reads above the documents.</summary>
    public required string Title { get; init; }

    /// <summary>The recipient's name; only for our own screens.</summary>
    public required string RecipientName { get; init; }

    /// <summary>SNILS, encrypted; null until it is typed, or when the package is for a list.</summary>
    public string? Snils { get; init; }

    /// <summary>Last digits, for screens: <c>445 95</c>.</summary>
    public string? SnilsTail { get; init; }

    /// <summary>SNILS for screens, on one line: <c>***-***-445 95</c>.</summary>
    public string? MaskedSnils => SnilsTail is { } tail ? $"***\u2011***\u2011{tail.Replace(' ', '\u00a0')}" : null;

    /// <summary>Address for reminders, encrypted.</summary>
    public string? Email { get; init; }

    /// <summary>When its author said that the recipient agrees.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whose limit of 20 packages in 10 minutes it counts against.</summary>
    public string? OwnerKey { get; init; }

    /// <summary>Since when it waits for its turn.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Not sent before this, after a failure.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Number of the order at EPGU.</summary>
    public long? OrderId { get; init; }

    /// <summary>When EPGU took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when the recipient may sign.</summary>
    public DateTimeOffset? SignableUntil { get; init; }

    /// <summary>Status (contract goskey 4.1).</summary>
    public long? StatusId { get; init; }

    /// <summary>The agency's code, verbatim (4.2).</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The processing code, verbatim (4.4).</summary>
    public string? EnvelopeCode { get; init; }

    /// <summary>EPGU's title of the status, verbatim.</summary>
    public string? StatusTitle { get; init; }

    /// <summary>EPGU's comment, verbatim.</summary>
    public string? Comment { get; init; }

    /// <summary>When EPGU was last asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Failed askings in a row.</summary>
    public long Failures { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Problem { get; init; }

    /// <summary>The vendor's trace id.</summary>
    public string? Trace { get; init; }

    /// <summary>The request as it was signed (SHA-256 of the kept file).</summary>
    public string? RequestSha256 { get; init; }

    /// <summary>Our signature of it (SHA-256 of the kept file).</summary>
    public string? RequestSignature { get; init; }

    /// <summary>When the results were fetched and verified.</summary>
    public DateTimeOffset? ResultsAt { get; init; }

    /// <summary>Why they could not be fetched yet.</summary>
    public string? ResultsProblem { get; init; }

    /// <summary>Documents that raised an alarm.</summary>
    public long Alarms { get; init; }

    /// <summary>Reminders sent.</summary>
    public long Reminders { get; init; }

    /// <summary>When its author last saw how it ended.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Nothing more happens by itself.</summary>
    public bool IsFinal => State is PackageState.Signed or PackageState.Refused or PackageState.Expired or PackageState.NoRecipient or PackageState.SenderNotConfirmed
        or PackageState.Rejected or PackageState.Failed;

    /// <summary>It ended without signatures, or nobody knows how: it may be sent anew as another package.</summary>
    public bool MaySendAgain => (IsFinal && State != PackageState.Signed) || State == PackageState.Attention || (State == PackageState.Signed && Alarms > 0) || (State == PackageState.NotSent && GroupId is not null);

    /// <summary>Topic of the <see cref="Storage.Noticeboard"/> for one package.</summary>
    public static string Topic(string id) => $"goskey/{id}";

    /// <summary>Topic for all packages of a person.</summary>
    public static string TopicOf(string personId) => $"goskey-of/{personId}";
}

/// <summary>A document of a package.</summary>
public sealed record PackageDocument
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Its package.</summary>
    public required string PackageId { get; init; }

    /// <summary>Place in the package, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Name on the screen.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Name in the ZIP.</summary>
    public required string WireName { get; init; }

    /// <summary>What the recipient reads of it; empty for the package's title.</summary>
    public required string Description { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Streebog of the original, lower-case hex.</summary>
    public string? GostDigest { get; init; }

    /// <summary>Our signature (SHA-256 of the kept file).</summary>
    public string? SenderSignature { get; init; }

    /// <summary>The recipient's signature (SHA-256 of the kept file).</summary>
    public string? RecipientSignature { get; init; }

    /// <summary>The document as it came back.</summary>
    public string? ReturnedSha256 { get; init; }

    /// <summary>What the verification found, JSON; null until it was done.</summary>
    public string? Report { get; init; }

    /// <summary>The gravest alarm; null when all is well.</summary>
    public string? Alarm { get; init; }
}

/// <summary>A person of a list that a draft is for.</summary>
public sealed record ListedRecipient
{
    /// <summary>Place in the list, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>SNILS, encrypted.</summary>
    public required string Snils { get; init; }

    /// <summary>Keyed hash of it.</summary>
    public required string SnilsPrint { get; init; }

    /// <summary>Last digits.</summary>
    public required string SnilsTail { get; init; }

    /// <summary>Address, encrypted.</summary>
    public string? Email { get; init; }
}

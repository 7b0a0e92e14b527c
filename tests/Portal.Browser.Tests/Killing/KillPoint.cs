namespace Portal.Browser.Tests.Killing;

/// <summary>A moment to kill the portal at: while the simulator holds a certain call, before it was accepted or after.</summary>
/// <param name="Name">For the printed figures.</param>
/// <param name="Path">Which call, its query included; null waits a random while instead.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="Accepted">Held after Kontur accepted it: only the answer is missing.</param>
/// <param name="Skip">So many calls of the kind pass before the one meant.</param>
/// <param name="Follows">Nothing is held: the portal dies as soon as the journal has the call, so with the answer in its hands or a step further.</param>
public sealed record KillPoint(string Name, string? Path, string Verb = "POST", bool Accepted = false, bool Follows = false, int Skip = 0)
{
    private const string Chunks = "gusmev/push/chunked$";
    private const string Results = "/storage/v[0-9]+/files|gusmev/files";

    /// <summary>Watched by <see cref="Killer.Pressed"/>: somebody has just pressed.</summary>
    public static KillPoint Pressed { get; } = new("just pressed", null);

    /// <summary>Watched by <see cref="Killer.Assembled"/>: a package is being put together.</summary>
    public static KillPoint Assembled { get; } = new("being assembled", null);

    /// <summary>Every named point of signing and sending a report, in the order in which a report meets them; random moments between.</summary>
    public static IReadOnlyList<KillPoint> OfReports { get; } =
    [
        new("signature asked for, not accepted", "/drafts/[^/]+/cloud-sign$"),
        new("signature asked for, answer lost", "/drafts/[^/]+/cloud-sign$", Accepted: true),
        new("code sent, not accepted", "/drafts/[^/]+/cloud-sign-confirm"),
        new("code sent, answer lost", "/drafts/[^/]+/cloud-sign-confirm", Accepted: true),
        new("random", null),
        new("preparation asked for, not accepted", "/drafts/[^/]+/prepare"),
        new("preparation asked for, answer lost", "/drafts/[^/]+/prepare", Accepted: true),
        new("random", null),
        new("sending intended, session being renewed", "authenticate-by-truster"),
        new("sending asked for, not accepted", "/drafts/[^/]+/send"),
        new("sending asked for, answer lost", "/drafts/[^/]+/send", Accepted: true),
        new("task of the sending being asked for", "/drafts/[^/]+/tasks/", "GET"),
        new("random", null),
        new("docflow being read", "/docflows/", "GET"),
    ];

    /// <summary>Every named point of answering and decrypting; those around the irreversible calls come first, so that a short run has them all.</summary>
    public static IReadOnlyList<KillPoint> OfAnswers { get; } =
    [
        new("answer being sent, not accepted", "/replies/[^/]+/send$"),
        new("answer being sent, answer lost", "/replies/[^/]+/send$", Accepted: true),
        new("code of a decryption sent, answer lost", "/confirm-content-decryption", Accepted: true),
        new("answer signed at once or asked for, answer lost", "/replies/[^/]+/cloud-sign(\\?|$)", Accepted: true),
        new("answer just signed", "/replies/[^/]+/cloud-sign(-confirm)?(\\?|$)", Follows: true),
        new("code of an answer sent, answer lost", "/replies/[^/]+/cloud-sign-confirm", Accepted: true),
        new("decryption asked for, answer lost", "/decrypt-content", Accepted: true),
        new("random", null),
        new("answer being made, answer lost", "/generate-reply", Accepted: true),
        new("signature of an answer asked for, not accepted", "/replies/[^/]+/cloud-sign(\\?|$)"),
        new("code of an answer sent, not accepted", "/replies/[^/]+/cloud-sign-confirm"),
        new("answer just sent", "/replies/[^/]+/send$", Follows: true),
        new("random", null),
        new("code of a decryption sent, not accepted", "/confirm-content-decryption"),
        new("decryption asked for, not accepted", "/decrypt-content"),
        new("document just decrypted", "/confirm-content-decryption", Follows: true),
        new("content being read", "/contents/", "GET"),
        new("answer being compared or looked for", "/replies/[^/]+$", "GET"),
        new("session being renewed", "authenticate-by-truster"),
        new("random", null),
    ];

    /// <summary>Every named point of the upload of a package larger than one request, before anybody else sends anything: its chunks are told apart by counting.</summary>
    public static IReadOnlyList<KillPoint> OfChunks { get; } =
    [
        new("between the chunks", Chunks, Skip: 1),
        new("last of several chunks taken, answer lost", Chunks, Skip: 2, Accepted: true),
        new("first of several chunks on its way", Chunks),
        new("last of several chunks on its way", Chunks, Skip: 2),
    ];

    /// <summary>Every named point of sending a package to a reserved number; those around what cannot be undone come first, so that a short run has them all.</summary>
    public static IReadOnlyList<KillPoint> OfReservedPackages { get; } =
    [
        new("number reserved, answer lost", "gusmev/order$", Accepted: true),
        new("last chunk taken, answer lost", Chunks, Accepted: true),
        new("last chunk on its way", Chunks),
        Pressed,
        new("number known, not yet waiting", Chunks, Follows: true),
        new("results being fetched", Results, "GET"),
        Assembled,
        new("random", null),
        new("number being reserved, not accepted", "gusmev/order$"),
        new("token being asked for", "/tkn$", "GET"),
        new("order being asked for", "gusmev/order/[0-9]+", "POST"),
        new("number just reserved", "gusmev/order$", Follows: true),
        new("results just fetched", Results, "GET", Follows: true),
        new("random", null),
    ];

    /// <summary>Every named point of sending a package in one request.</summary>
    public static IReadOnlyList<KillPoint> OfPushedPackages { get; } =
    [
        new("push taken, answer lost", "gusmev/push$", Accepted: true),
        new("push on its way", "gusmev/push$"),
        new("number known, not yet waiting", "gusmev/push$", Follows: true),
        Assembled,
        new("lost push being looked for", "gusmev/order/getUpdatedAfter", "GET"),
        Pressed,
        new("results being fetched", Results, "GET"),
        new("random", null),
    ];

    /// <summary>The session has to be renewed for the call to be met.</summary>
    public bool EndsSessions => Path == "authenticate-by-truster";
}

namespace Portal.Browser.Tests.Killing;

/// <summary>A moment to kill the portal at: while the simulator holds a certain call, before it was accepted or after.</summary>
/// <param name="Name">For the printed figures.</param>
/// <param name="Path">Which call; null waits a random while instead.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="Accepted">Held after Kontur accepted it: only the answer is missing.</param>
public sealed record KillPoint(string Name, string? Path, string Verb = "POST", bool Accepted = false)
{
    /// <summary>Every named point of signing and sending, in the order in which a report meets them; random moments between.</summary>
    public static IReadOnlyList<KillPoint> All { get; } =
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

    /// <summary>The session has to be renewed for the call to be met.</summary>
    public bool EndsSessions => Path == "authenticate-by-truster";
}

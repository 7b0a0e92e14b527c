using Portal.Access;

namespace Portal.Features.AccountLinks;

/// <summary>What an administrator may do to a link at once. Moving it to another Kontur user is not among them: that takes two (<see cref="AskRelink"/>).</summary>
public enum LinkAction
{
    /// <summary>Let a first link go to Kontur.</summary>
    Approve,

    /// <summary>Refuse a first link.</summary>
    Reject,

    /// <summary>Close it for now.</summary>
    Block,

    /// <summary>Open it again.</summary>
    Unblock,

    /// <summary>Ask Kontur again after a refusal.</summary>
    Retry,

    /// <summary>Undo it for good.</summary>
    Unlink,
}

/// <summary>The life of a link: which action leads from which state to which.</summary>
public static class LinkLife
{
    /// <summary>The state after the action; null when it is not possible. <paramref name="wasActive"/>: Kontur has taken this link before.</summary>
    public static LinkState? Next(LinkState state, LinkAction action, bool wasActive) => (state, action) switch
    {
        (LinkState.AwaitingApproval, LinkAction.Approve) => LinkState.Requested,
        (LinkState.AwaitingApproval, LinkAction.Reject) => LinkState.Unlinked,
        (LinkState.Requested or LinkState.Refused, LinkAction.Retry) => LinkState.Requested,
        (LinkState.AwaitingApproval or LinkState.Requested or LinkState.Refused or LinkState.Active, LinkAction.Block) => LinkState.Blocked,
        (LinkState.Blocked, LinkAction.Unblock) => wasActive ? LinkState.Active : LinkState.Requested,
        (not LinkState.Unlinked, LinkAction.Unlink) => LinkState.Unlinked,
        _ => null,
    };

    /// <summary>The actions possible in a state, in the order of the page.</summary>
    public static IReadOnlyList<LinkAction> Possible(LinkState state) => [.. Enum.GetValues<LinkAction>().Where(action => Next(state, action, wasActive: true) is not null)];
}

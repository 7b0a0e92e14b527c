namespace Portal.Simulator.KonturAuth;

/// <summary>What the contract leaves open about the Authenticator (contract auth 8), with its safest assumptions as defaults.</summary>
public sealed record AuthenticatorSettings
{
    /// <summary>Gap 7: how far the <c>timestamp</c> may be from the wall clock.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gap 8: how long a <c>Key</c> can be confirmed.</summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gap 9: <c>approve-truster</c> without an api-key is 401.</summary>
    public bool ApproveNeedsApiKey { get; init; }

    /// <summary>Gap 10: accept a text signed with LF line ends (the Java SDK on Linux).</summary>
    public bool AcceptLineFeed { get; init; }

    /// <summary>2.2.4: the answer with a <c>Sid</c> also has the optional <c>RefreshToken</c>.</summary>
    public bool IssueRefreshToken { get; init; }
}

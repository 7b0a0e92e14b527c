namespace Portal.Browser.Tests;

/// <summary>A portal whose first links an administrator approves, and whose moves to another Kontur user wait for no cool-off.</summary>
public sealed class ApprovalPortalFixture : PortalFixture
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Linking:RequireApproval"] = "true", ["Linking:RelinkCoolOff"] = "00:00:00" };
}

namespace Portal.Shell;

/// <summary>Every address of the portal, built in one place.</summary>
public static class PortalUrls
{
    public const string Home = "/";
    public const string Accounts = "/accounts";
    public const string AccountNew = "/accounts/new";
    public const string SignOut = "/signout";
    public const string NotFound = "/not-found";
    public const string AccountLinks = "/admin/links";
    public const string Audit = "/admin/audit";

    public static string SignIn(string returnPath) => $"/signin?returnUrl={Uri.EscapeDataString("/" + returnPath.TrimStart('/'))}";

    public static string Account(Guid accountId) => $"/accounts/{accountId}";

    public static string Drafts(Guid accountId) => $"/accounts/{accountId}/drafts";

    public static string Draft(Guid accountId, Guid draftId) => $"/accounts/{accountId}/drafts/{draftId}";

    public static string DraftNew(Guid accountId) => $"/accounts/{accountId}/drafts/new";

    public static string Reports(Guid accountId) => $"/accounts/{accountId}/reports";

    public static string Report(Guid accountId, Guid docflowId) => $"/accounts/{accountId}/reports/{docflowId}";

    public static string Inbox(Guid accountId) => $"/accounts/{accountId}/inbox";

    public static string Confirmations(Guid accountId) => $"/accounts/{accountId}/confirmations";

    public static string Packages(Guid accountId) => $"/accounts/{accountId}/goskey";
}

namespace Portal.Shell;

/// <summary>Every address of the portal, built in one place.</summary>
public static class PortalUrls
{
    public const string Home = "/";
    public const string Link = "/link";
    public const string Attention = "/attention";
    public const string Accounts = "/accounts";
    public const string AccountNew = "/accounts/new";
    public const string SignOut = "/signout";
    public const string Sessions = "/sessions";
    public const string SessionEnded = "/session-ended";
    public const string PageClosed = "/page-closed";
    public const string NotFound = "/not-found";
    public const string Error = "/error";
    public const string Registry = "/admin/registry";
    public const string Links = "/admin/links";
    public const string LinksHelp = "/admin/links/help";
    public const string LinksExport = "/admin/links/export";
    public const string RegistryImport = "/admin/registry/import";
    public const string RegistryUpload = "/admin/registry/upload";
    public const string RegistryExport = "/admin/registry/export";
    public const string RegistryNew = "/admin/registry/new";
    public const string RegistryChanged = "/admin/registry/changed";
    public const string Audit = "/admin/audit";
    public const string Goskey = "/goskey";
    public const string GoskeyNew = "/goskey/new";
    public const string Stuck = "/admin/stuck";
    public const string Calendars = "/admin/calendars";
    public const string CalendarUpload = "/admin/calendars/upload";
    public const string Senders = "/admin/senders";
    public const string SenderNew = "/admin/senders/new";
    public const string AuditExport = "/admin/audit/export";

    public static string SignIn(string returnPath) => $"/signin?returnUrl={Uri.EscapeDataString("/" + returnPath.TrimStart('/'))}";

    /// <summary>Signing in afresh before a dangerous step.</summary>
    public static string SignInAgain(string returnPath) => SignIn(returnPath) + "&again=1";

    public static string AccountsSearch(string? search, int page = 1) => Query(Accounts, ("q", search), ("page", page > 1 ? page.ToString(null, null) : null));

    public static string Sender(string senderId) => $"{Senders}/{senderId}";

    public static string RegistryRow(string thumbprint) => $"/admin/registry/{thumbprint}";

    public static string RegistrySearch(string? search, string? state, string? sort, bool descending, int page = 1) =>
        Query(Registry, ("q", search), ("state", state), ("sort", sort), ("desc", descending ? "1" : null), ("page", page > 1 ? page.ToString(null, null) : null));

    public static string RegistryImportPart(string? part, int page = 1) => Query(RegistryImport, ("part", part), ("page", page > 1 ? page.ToString(null, null) : null));

    public static string Reports(Guid accountId) => $"/a/{accountId}/reports";

    public static string ReportsSearch(Guid accountId, string? search, string? state, string? sort, bool descending, int page = 1) => Query(
        Reports(accountId), ("q", search), ("state", state), ("sort", sort), ("desc", descending ? "1" : null), ("page", page > 1 ? page.ToString(null, null) : null));

    /// <summary>The last look at chosen reports before they are sent.</summary>
    public static string ReportsSend(Guid accountId, IEnumerable<string> draftIds) => Query($"/a/{accountId}/reports/send", ("d", string.Join(',', draftIds)));

    public static string ReportNew(Guid accountId) => $"/a/{accountId}/reports/new";

    /// <summary>A report that answers an incoming docflow.</summary>
    public static string ReportAnswer(Guid accountId, Guid docflowId) => Query(ReportNew(accountId), ("answers", docflowId.ToString()));

    public static string LetterNew(Guid accountId, Guid? answers = null) => Query($"/a/{accountId}/reports/new/letter", ("answers", answers?.ToString()));

    /// <summary>The documents that a demand asks for.</summary>
    public static string InventoryNew(Guid accountId, Guid demand) => Query($"/a/{accountId}/reports/new/inventory", ("answers", demand.ToString()));

    public static string InventoryUpload(Guid accountId, Guid demand) => Query($"/a/{accountId}/reports/new/inventory/upload", ("answers", demand.ToString()));

    public static string RequestNew(Guid accountId) => $"/a/{accountId}/reports/new/request";

    public static string Report(Guid accountId, string draftId) => $"/a/{accountId}/reports/{draftId}";

    public static string ReportReview(Guid accountId, string draftId) => $"/a/{accountId}/reports/{draftId}/review";

    public static string ReportReceipt(Guid accountId, string draftId) => $"/a/{accountId}/reports/{draftId}/receipt";

    public static string ReportReceiptFile(Guid accountId, string draftId) => $"/a/{accountId}/reports/{draftId}/receipt/file";

    public static string ReportUpload(Guid accountId) => $"/a/{accountId}/reports/upload";

    /// <summary>Where a further file of a draft goes, or one that takes the place of another.</summary>
    public static string DocumentUpload(Guid accountId, string draftId, string? replaces = null) =>
        Query($"/a/{accountId}/reports/{draftId}/documents", ("replaces", replaces));

    public static string Original(Guid accountId, string draftId, string documentId) => $"/a/{accountId}/reports/{draftId}/documents/{documentId}/original";

    public static string PrintForm(Guid accountId, string draftId, string documentId, string? version = null) =>
        Query($"/a/{accountId}/reports/{draftId}/documents/{documentId}/print", ("v", version));

    public static string Protocol(Guid accountId, string draftId) => $"/a/{accountId}/reports/{draftId}/protocol";

    public static string Signature(Guid accountId, string draftId, string signatureId) => $"/a/{accountId}/reports/{draftId}/signatures/{signatureId}";

    public static string SignatureUpload(Guid accountId, string draftId, string documentId) => Query($"/a/{accountId}/reports/{draftId}/signatures", ("document", documentId));

    public static string SigningBatch(Guid accountId, string batchId) => $"/a/{accountId}/signing/{batchId}";

    public static string Docflows(Guid accountId, int page = 1) => Query($"/a/{accountId}/docflows", ("page", page > 1 ? page.ToString(null, null) : null));

    /// <summary>The list narrowed by the parameters of its filter.</summary>
    public static string DocflowsSearch(Guid accountId, IEnumerable<(string Name, string? Value)> filter, int page = 1) =>
        Query($"/a/{accountId}/docflows", [.. filter, ("page", page > 1 ? page.ToString(null, null) : null)]);

    /// <summary>One document of a docflow, readable in the page.</summary>
    public static string DocflowDocument(Guid accountId, string entryId, string documentId) => $"/a/{accountId}/docflows/{entryId}/documents/{documentId}";

    /// <summary>Its bytes.</summary>
    public static string DocflowContent(Guid accountId, string entryId, string documentId, bool shown = false) =>
        Query(DocflowDocument(accountId, entryId, documentId) + "/content", ("shown", shown ? "1" : null));

    /// <summary>Its kept print form.</summary>
    public static string DocflowPrint(Guid accountId, string entryId, string documentId, string version) =>
        Query(DocflowDocument(accountId, entryId, documentId) + "/print", ("v", version));

    /// <summary>A signature under it.</summary>
    public static string DocflowSignature(Guid accountId, string entryId, string documentId, string signatureId) =>
        $"{DocflowDocument(accountId, entryId, documentId)}/signatures/{signatureId}";

    /// <summary>All documents of a docflow with their signatures.</summary>
    public static string DocflowPackage(Guid accountId, string entryId) => $"/a/{accountId}/docflows/{entryId}/package";

    /// <summary>An answer as it is signed, or printed.</summary>
    public static string DocflowReply(Guid accountId, string entryId, string replyId, bool printed = false) =>
        Query($"/a/{accountId}/docflows/{entryId}/replies/{replyId}", ("printed", printed ? "1" : null));

    public static string Docflow(Guid accountId, string entryId) => $"/a/{accountId}/docflows/{entryId}";

    /// <summary>Receipts that an account's documents await.</summary>
    public static string Receipts(Guid accountId) => $"/a/{accountId}/docflows/receipts";

    /// <summary>Packages of several docflows in one archive.</summary>
    public static string DocflowPackages(Guid accountId, IEnumerable<string> entryIds) => Query($"/a/{accountId}/docflows/packages", ("d", string.Join(',', entryIds)));

    public static string Inbox(Guid accountId) => $"/a/{accountId}/inbox";

    public static string Handed(Guid accountId, string requestId) => $"/a/{accountId}/inbox/{requestId}";

    /// <summary>A file that the person is asked to sign.</summary>
    public static string HandedFile(Guid accountId, string requestId, string documentId) => $"/a/{accountId}/inbox/{requestId}/files/{documentId}";

    public static string GoskeyPackage(string id) => $"{Goskey}/{id}";

    /// <summary>The first step of the wizard; <paramref name="toList"/>: for a list of people.</summary>
    public static string GoskeyRecipient(string id, bool? toList = null) => Query($"{Goskey}/{id}/recipient", ("to", toList switch { true => "list", false => "one", _ => null }));

    /// <summary>Its second step.</summary>
    public static string GoskeyDocuments(string id) => $"{Goskey}/{id}/documents";

    /// <summary>Its third step.</summary>
    public static string GoskeyReview(string id) => $"{Goskey}/{id}/review";

    /// <summary>Where the file with a list of people goes.</summary>
    public static string GoskeyListUpload(string id) => $"{Goskey}/{id}/recipient/upload";

    /// <summary>Where a document goes.</summary>
    public static string GoskeyUpload(string id) => $"{Goskey}/{id}/documents/upload";

    /// <summary>A document of a package; <paramref name="shown"/>: a PDF for the viewer in the page.</summary>
    public static string GoskeyDocument(string id, string documentId, bool shown = false) => Query($"{Goskey}/{id}/documents/{documentId}", ("shown", shown ? "1" : null));

    public static string Waiting(Guid accountId) => $"/a/{accountId}/waiting";

    /// <summary>A file of a document: <c>original</c>, <c>sender-signature</c>, <c>recipient-signature</c>, <c>returned</c>.</summary>
    public static string GoskeyFile(string id, string documentId, string what) => $"{Goskey}/{id}/documents/{documentId}/{what}";

    /// <summary>What the verification found, for machines.</summary>
    public static string GoskeyReport(string id) => $"{Goskey}/{id}/report.json";

    /// <summary>Everything of a package in one archive.</summary>
    public static string GoskeyResults(string id) => $"{Goskey}/{id}/results.zip";

    /// <summary>Packages narrowed by words and state.</summary>
    public static string GoskeySearch(string? search, string? state, int page = 1) => Query(Goskey, ("q", search), ("state", state), ("page", page > 1 ? page.ToString(null, null) : null));

    /// <summary>The same as a file.</summary>
    public static string GoskeyExport(string? search, string? state) => Query(Goskey + "/export", ("q", search), ("state", state));

    /// <summary>The packages of a list of people.</summary>
    public static string GoskeyGroup(string groupId, int page) => Query(GoskeyPackage(groupId), ("page", page > 1 ? page.ToString(null, null) : null));

    public static string AccountLink(string linkId) => $"{Links}/{linkId}";

    public static string LinksSearch(string? search, string? state, int page = 1) =>
        Query(Links, ("q", search), ("state", state), ("page", page > 1 ? page.ToString(null, null) : null));

    public static string LinksExportOf(string? search, string? state) => Query(LinksExport, ("q", search), ("state", state));

    public static string AuditRow(long seq) => $"{Audit}/{seq}";

    public static string AuditSearch(IEnumerable<(string Name, string? Value)> filters, int page = 1) =>
        Query(Audit, [.. filters, ("page", page > 1 ? page.ToString(null, null) : null)]);

    public static string AuditExportOf(IEnumerable<(string Name, string? Value)> filters) => Query(AuditExport, [.. filters]);

    private static string Query(string path, params (string Name, string? Value)[] parts)
    {
        var given = parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }
}

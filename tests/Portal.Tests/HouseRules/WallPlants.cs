using static Portal.Tests.HouseRules.Plant;

namespace Portal.Tests.HouseRules;

/// <summary>Plants for the rules of who may know whom.</summary>
internal static class WallPlants
{
    private const string Operation = "src/Portal/Features/Drafts/SendDraft.cs";
    private const string Page = "src/Portal/Features/Drafts/DraftPage.razor.cs";
    private const string Markup = "src/Portal/Features/Drafts/DraftPage.razor";
    private const string Job = "src/Portal/Features/Goskey/PackageTracking.cs";

    private static readonly (string, string) Contract = ("src/Portal.Integrations/Http/ISessionTokens.cs", "public interface ISessionTokens;");
    private static readonly (string, string) OtherStore = ("src/Portal/Features/Goskey/PackageStore.cs", "public sealed class PackageStore(Database database);");
    private static readonly (string, string) Epgu = ("src/Portal.Integrations/Epgu/Order.cs", "public sealed record Order;");
    private static readonly (string, string) Row = ("src/Portal/Features/Goskey/PackageRow.razor", "<tr></tr>");

    public static IReadOnlyList<Plant> All { get; } =
    [
        Fires(WallRules.NoComponentCallsVendor, "a page that takes a vendor's client", (Page, "class DraftPage(IExternDraftsApi drafts);")),
        Fires(WallRules.NoComponentCallsVendor, "markup that injects one", (Markup, "@inject IEpguOrderApi Orders")),
        Fires(WallRules.NoComponentCallsVendor, "a class of Ui that takes another contract of the outside",
            Contract, ("src/Portal/Ui/Loader.cs", "class Loader(ISessionTokens tokens);")),
        IsQuiet(WallRules.NoComponentCallsVendor, "an operation with a client, a page with an operation and the vendors' exception",
            Contract,
            (Operation, "class SendDraft(IExternDraftsApi drafts, ISessionTokens tokens);"),
            (Page, "using Portal.Integrations.Http; // not IExternDraftsApi\nclass DraftPage(SendDraft send, IDialogService d) { void A(VendorException e) { } }")),
        Fires(WallRules.SqlInStores, "a query in an operation", (Operation, "var sql = \"select id from draft\";")),
        Fires(WallRules.SqlInStores, "a query with holes over several lines", (Operation, "var sql = $\"\"\"\n  SELECT {Columns}\n  FROM {Table}\n  \"\"\";")),
        Fires(WallRules.SqlInStores, "an update in a page", (Page, "db.Execute(@\"UPDATE draft SET state = 1\");")),
        Fires(WallRules.SqlInStores, "a deletion in the simulator", ("src/Portal.Simulator/Epgu/Orders.cs", "x(\"DELETE FROM document\");")),
        IsQuiet(WallRules.SqlInStores, "a store, the storage room, a comment and an English sentence",
            OtherStore,
            ("src/Portal/Features/Drafts/DraftStore.cs", "var sql = \"SELECT id FROM draft\";"),
            ("src/Portal/Storage/Migrator.cs", "var sql = \"INSERT INTO a VALUES (1)\";"),
            (Operation, "// SELECT id FROM draft\nvar s = \"Selected from the list; please update\"; var one = \"SELECT 1\";")),
        Fires(WallRules.OwnStoreOnly, "an operation that reads another feature's store", OtherStore, (Operation, "class SendDraft(PackageStore packages);")),
        Fires(WallRules.OwnStoreOnly, "markup that does so", OtherStore, (Markup, "@inject PackageStore Packages")),
        IsQuiet(WallRules.OwnStoreOnly, "one's own store, a shared one, and a mention",
            OtherStore,
            ("src/Portal/Features/Goskey/SubmitPackage.cs", "class SubmitPackage(PackageStore packages);"),
            (Operation, "/* PackageStore */ class SendDraft(FileStore files);")),
        Fires(WallRules.VendorsApart, "one vendor using another", Epgu, ("src/Portal.Integrations/KonturExtern/A.cs", "using Portal.Integrations.Epgu;")),
        Fires(WallRules.VendorsApart, "a shared folder using a vendor", Epgu, ("src/Portal.Integrations/Http/A.cs", "var a = new Epgu.Order();")),
        IsQuiet(WallRules.VendorsApart, "a vendor using what is shared, itself, and an option of a similar name",
            Epgu,
            ("src/Portal.Integrations/Signing/Cms.cs", "class Cms;"),
            ("src/Portal.Integrations/Epgu/A.cs", "using Portal.Integrations.Signing;\nusing Portal.Integrations.Epgu;\n"),
            ("src/Portal.Integrations/Esia/A.cs", "var a = options.Epgu.Address; // Portal.Integrations.Epgu")),
        Fires(WallRules.TheirsApart, "the simulator using the integrations", ("src/Portal.Simulator/Epgu/A.cs", "using Portal.Integrations.Epgu;")),
        Fires(WallRules.TheirsApart, "the integrations using the portal", ("src/Portal.Integrations/Epgu/A.cs", "var a = Portal.Access.Actor.Nobody;")),
        Fires(WallRules.TheirsApart, "a project reference",
            ("src/Portal.Simulator/Portal.Simulator.csproj", "<ProjectReference Include=\"../Portal.Integrations/Portal.Integrations.csproj\" />")),
        IsQuiet(WallRules.TheirsApart, "their own names and packages",
            ("src/Portal.Simulator/Epgu/A.cs", "using Portal.Simulator.State;\nnamespace Portal.Simulator.Epgu;\n// see Portal.Integrations.Epgu"),
            ("src/Portal.Integrations/Portal.Integrations.csproj", "<PackageReference Include=\"Refit\" />"),
            ("src/Portal/Portal.csproj", "<ProjectReference Include=\"../Portal.Simulator/Portal.Simulator.csproj\" />")),
        Fires(WallRules.NoVendorPaths, "a vendor's path in an operation", (Operation, "var a = $\"/v1/{accountId}/drafts\";")),
        Fires(WallRules.NoVendorPaths, "a vendor's path in markup", (Markup, "<a href=\"/extern/v1/docflows\">x</a>")),
        IsQuiet(WallRules.NoVendorPaths, "a path of ours, a comment, and the vendor's own room",
            (Operation, "var a = \"/drafts/new\"; // /v1/drafts"), ("src/Portal.Integrations/KonturExtern/A.cs", "[Get(\"/v1/drafts\")]")),
        Fires(WallRules.JobsTouchNoComponents, "a job that knows a component", Row, (Job, "class PackageTracking(PackageStore s) : IJob { PackageRow row; }")),
        Fires(WallRules.JobsTouchNoComponents, "a job that navigates", (Job, "sealed class PackageTracking(NavigationManager n) : IJob;")),
        Fires(WallRules.JobsTouchNoComponents, "a job that uses the components' namespace", (Job, "using Microsoft.AspNetCore.Components;\nclass A : IJob;")),
        IsQuiet(WallRules.JobsTouchNoComponents, "a job that publishes, and a class that is no job",
            Row,
            (Job, "class PackageTracking(PackageStore s, PackageChanges c) : IJob { void A() => x.PackageRow(); /* PackageRow */ }"),
            ("src/Portal/Features/Goskey/A.cs", "class A(NavigationManager n, PackageRow row);")),
    ];
}

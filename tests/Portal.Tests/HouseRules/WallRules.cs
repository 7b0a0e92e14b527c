using System.Text.RegularExpressions;

namespace Portal.Tests.HouseRules;

/// <summary>Who may know whom, and whose words are whose.</summary>
internal static partial class WallRules
{
    public const string NoComponentCallsVendor = "No component calls a vendor";
    public const string SqlInStores = "SQL stands in stores";
    public const string OwnStoreOnly = "A feature reads no other feature's store";
    public const string VendorsApart = "Vendors do not see each other";
    public const string TheirsApart = "The outside and its imitation know nothing of ours";
    public const string NoVendorPaths = "Screens and features name no vendor path";
    public const string JobsTouchNoComponents = "No job touches a component";

    /// <summary>Folders of Portal.Integrations that every vendor may use.</summary>
    private static readonly string[] SharedByVendors = ["Signing", "Http"];

    public static IReadOnlyList<HouseRule> All { get; } =
    [
        new(NoComponentCallsVendor, VendorsInComponents),
        new(SqlInStores, files => files.Where(file => file.IsIn("src") && file.IsCSharp && !MayHoldSql(file)).SelectMany(Sql)),
        new(OwnStoreOnly, OtherStores),
        new(VendorsApart, OtherVendors),
        new(TheirsApart, files => files.Where(file => file.IsIn("src/Portal.Integrations", "src/Portal.Simulator")).SelectMany(Ours)),
        new(NoVendorPaths, files => files.Where(IsScreenOrFeature).SelectMany(VendorPaths)),
        new(JobsTouchNoComponents, JobsWithComponents),
    ];

    private static bool IsScreenOrFeature(SourceFile file) => file.IsIn("src/Portal/Features", "src/Portal/Ui", "src/Portal/Shell") && (file.IsCSharp || file.IsRazor);

    private static bool MayHoldSql(SourceFile file) => file.Name.EndsWith("Store.cs", StringComparison.Ordinal) || file.Folders.Contains("Storage");

    private static IEnumerable<Violation> VendorsInComponents(IReadOnlyList<SourceFile> files)
    {
        var contracts = files
            .Where(file => file.IsIn("src/Portal.Integrations") && file.IsCSharp)
            .SelectMany(file => Interface().Matches(file.Code).Select(match => match.Groups[1].Value))
            .ToHashSet();
        return
            from file in files
            where file.IsIn("src/Portal") && (file.IsComponent || file.IsIn("src/Portal/Ui", "src/Portal/Shell"))
            from word in InterfaceWord().Matches(file.Code)
            where contracts.Contains(word.Value) || word.Value.EndsWith("Api", StringComparison.Ordinal)
            select file.At(NoComponentCallsVendor, $"{word.Value} belongs to an operation", file.LineOf(word.Index));
    }

    private static IEnumerable<Violation> Sql(SourceFile file) =>
        file.Literals.Where(literal => SqlText().IsMatch(literal.Text))
            .Select(literal => file.At(SqlInStores, $"SQL outside a store: {SqlText().Match(literal.Text).Value}", literal.Line));

    private static IEnumerable<Violation> OtherStores(IReadOnlyList<SourceFile> files)
    {
        var stores = files
            .Where(file => file.Feature is not null && file.IsCSharp)
            .SelectMany(file => StoreClass().Matches(file.Code).Select(match => (Feature: file.Feature!, Name: match.Groups[1].Value)))
            .ToLookup(store => store.Name, store => store.Feature);
        return
            from file in files
            where file.Feature is not null
            from word in StoreWord().Matches(file.Code)
            let owners = stores[word.Value]
            where owners.Any() && !owners.Contains(file.Feature)
            select file.At(OwnStoreOnly, $"{word.Value} is the store of {owners.First()}: call its operation", file.LineOf(word.Index));
    }

    private static IEnumerable<Violation> OtherVendors(IReadOnlyList<SourceFile> files)
    {
        var vendors = files.Select(file => file.Vendor).OfType<string>().Distinct().Except(SharedByVendors).ToList();
        return
            from file in files
            where file.Vendor is not null && file.IsCSharp
            from other in vendors
            where other != file.Vendor
            from match in Regex.Matches(file.Code, $@"\bPortal\.Integrations\.{other}\b|(?<![\w.]){other}\.[A-Z]")
            select file.At(VendorsApart, $"{file.Vendor} sees {other}", file.LineOf(match.Index));
    }

    private static IEnumerable<Violation> Ours(SourceFile file)
    {
        if (file.IsProject)
        {
            return file.Find(TheirsApart, ProjectReference(), "It refers to nothing of ours");
        }

        var self = file.Parts[1];
        return NameOfOurs().Matches(file.IsCSharp || file.IsRazor ? file.Code : "")
            .Where(match => match.Value != self && !match.Value.StartsWith(self + ".", StringComparison.Ordinal))
            .Select(match => file.At(TheirsApart, $"{self} names {match.Value}", file.LineOf(match.Index)));
    }

    private static IEnumerable<Violation> VendorPaths(SourceFile file) =>
        file.Literals.Where(literal => VersionPath().IsMatch(literal.Text))
            .Select(literal => file.At(NoVendorPaths, $"A vendor's path: {literal.Text}", literal.Line));

    private static IEnumerable<Violation> JobsWithComponents(IReadOnlyList<SourceFile> files)
    {
        var components = files.Where(file => file.IsIn("src/Portal") && file.IsRazor).Select(file => file.Name[..^".razor".Length]).ToHashSet();
        return
            from file in files
            where file.IsIn("src/Portal") && file.IsCSharp && Job().IsMatch(file.Code)
            from word in TypeWord().Matches(file.Code)
            where components.Contains(word.Value) || OfScreens().IsMatch(word.Value)
            select file.At(JobsTouchNoComponents, $"A job knows {word.Value}; it writes the store and publishes a change", file.LineOf(word.Index));
    }

    [GeneratedRegex(@"\binterface\s+(I[A-Z]\w*)")]
    private static partial Regex Interface();

    [GeneratedRegex(@"\bI[A-Z]\w+\b")]
    private static partial Regex InterfaceWord();

    [GeneratedRegex(@"\bSELECT\s[\s\S]+?\sFROM\s+[\w({]|\bINSERT\s+INTO\s|\bUPDATE\s+\S+\s+SET\s|\bDELETE\s+FROM\s", RegexOptions.IgnoreCase)]
    private static partial Regex SqlText();

    [GeneratedRegex(@"\b(?:class|record)\s+(\w+Store)\b")]
    private static partial Regex StoreClass();

    [GeneratedRegex(@"\b[A-Z]\w*Store\b")]
    private static partial Regex StoreWord();

    [GeneratedRegex("<ProjectReference[^>]*>")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"(?<![\w.])Portal(?:\.[A-Z]\w*)+")]
    private static partial Regex NameOfOurs();

    [GeneratedRegex(@"(?:^|/)v\d+(?:\.(?:\d+|\{\}))?/")]
    private static partial Regex VersionPath();

    [GeneratedRegex(@"\bclass\s+\w+[^{;]*:[^{;]*\bIJob\b")]
    private static partial Regex Job();

    [GeneratedRegex(@"(?<![.\w])(?:Microsoft\.AspNetCore\.Components|MudBlazor|[A-Z]\w+)\b")]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"^(?:Microsoft\.AspNetCore\.Components|MudBlazor|ComponentBase|PortalComponent|NavigationManager|IJSRuntime|ISnackbar|IDialogService|AuthenticationStateProvider)$")]
    private static partial Regex OfScreens();
}

using System.Text.RegularExpressions;

namespace Portal.Tests.HouseRules;

/// <summary>Where things stand and what they are called.</summary>
internal static partial class NamingRules
{
    public const string NamespaceEqualsFolder = "Namespace equals folder";
    public const string NoDrawers = "No folder is a drawer";
    public const string OneThingDone = "One class does one thing, for an actor";

    private static readonly string[] Drawers =
        ["Common", "Utils", "Utilities", "Helpers", "Services", "Models", "Dtos", "Interfaces", "Misc", "Shared", "Core"];

    /// <summary>Operations which nobody asks for: path → why there is no actor.</summary>
    private static readonly Dictionary<string, string> WithoutActor = new(StringComparer.Ordinal)
    {
        ["src/Portal/Features/Drafts/FollowDraftTasks.cs"] = "a job: nobody presses, it acts for the link of each row",
        ["src/Portal/Features/Drafts/SettleSends.cs"] = "a job",
        ["src/Portal/Features/Drafts/FollowPrintForms.cs"] = "a job",
        ["src/Portal/Features/Drafts/List/IndexDrafts.cs"] = "a job",
        ["src/Portal/Features/Docflows/FollowDocflows.cs"] = "a job",
        ["src/Portal/Features/Docflows/List/FollowDocflowLists.cs"] = "a job",
        ["src/Portal/Features/Docflows/Replies/SettleReplies.cs"] = "a job",
        ["src/Portal/Features/Docflows/Reading/ForgetDecrypted.cs"] = "a job",
        ["src/Portal/Features/Confirmations/FollowSignings.cs"] = "a job",
        ["src/Portal/Features/AccountLinks/IndexLinks.cs"] = "a job",
        ["src/Portal/Features/AccountLinks/CarryOutRelinks.cs"] = "a job: two administrators have decided",
        ["src/Portal/Features/Goskey/Sending/SendPackages.cs"] = "a job: it acts for the person of each package, whose right it asks for anew",
        ["src/Portal/Features/Goskey/Sending/SettlePackages.cs"] = "a job: it only asks",
        ["src/Portal/Features/Audit/TrimAudit.cs"] = "a job",
        ["src/Portal/Features/Goskey/Tracking/TrackPackages.cs"] = "a job",
        ["src/Portal/Features/Goskey/Results/FetchResults.cs"] = "a job",
        ["src/Portal/Features/Goskey/Reminders/RemindRecipients.cs"] = "a job",
    };

    public static IReadOnlyList<HouseRule> All { get; } =
    [
        new(NamespaceEqualsFolder, files => files.Where(file => file.IsIn("src", "tests")).SelectMany(Namespaces)),
        new(NoDrawers, files => files.Where(file => file.IsIn("src", "tests")).SelectMany(DrawersOf)),
        new(OneThingDone, files => files.Where(file => file.Feature is not null && file.IsCSharp && !file.IsComponent).SelectMany(Operations)),
    ];

    private static IEnumerable<Violation> Namespaces(SourceFile file)
    {
        var folder = string.Join('.', file.Folders.Skip(1));
        if (file.IsProject)
        {
            return file.Find(NamespaceEqualsFolder, RootNamespace(), "A project's namespace is its name");
        }

        if (!file.IsCSharp && !file.IsRazor)
        {
            return [];
        }

        var declared = (file.IsRazor ? RazorNamespace() : CSharpNamespace()).Matches(file.Code);
        if (file.IsCSharp && declared.Count == 0 && file.Name != "Program.cs" && TypeDeclaration().IsMatch(file.Code))
        {
            return [file.At(NamespaceEqualsFolder, $"A type without a namespace; it belongs to {folder}")];
        }

        return declared
            .Where(match => match.Groups[1].Value != folder)
            .Select(match => file.At(NamespaceEqualsFolder, $"Namespace {match.Groups[1].Value}, folder {folder}", file.LineOf(match.Index)));
    }

    private static IEnumerable<Violation> DrawersOf(SourceFile file) =>
        file.Folders.Where(folder => Drawers.Contains(folder, StringComparer.OrdinalIgnoreCase))
            .Select(folder => file.At(NoDrawers, $"The folder {folder} says nothing: everything shared has a named place"));

    private static IEnumerable<Violation> Operations(SourceFile file)
    {
        var runs = RunAsync().Matches(file.Code);
        var types = ClassDeclaration().Matches(file.Code);
        foreach (Match run in runs)
        {
            var line = file.LineOf(run.Index);
            var name = types.LastOrDefault(type => type.Index < run.Index)?.Groups[1].Value ?? "";
            if (file.Name != name + ".cs")
            {
                yield return file.At(OneThingDone, $"{name} has a RunAsync, so its file is {name}.cs", line);
            }

            if (!run.Groups[1].Value.StartsWith("Actor ", StringComparison.Ordinal) && !WithoutActor.ContainsKey(file.Path))
            {
                yield return file.At(OneThingDone, $"RunAsync of {name} takes an Actor first", line);
            }
        }

        if (runs.Count > 1)
        {
            yield return file.At(OneThingDone, "A second RunAsync is a second thing done", file.LineOf(runs[1].Index));
        }
    }

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex CSharpNamespace();

    [GeneratedRegex(@"^\s*@namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex RazorNamespace();

    [GeneratedRegex("<RootNamespace>.*")]
    private static partial Regex RootNamespace();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|unsafe)\s+)*(?:class|record|struct|interface|enum)\s+\w+", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\b(?:class|record)\s+(\w+)")]
    private static partial Regex ClassDeclaration();

    [GeneratedRegex(@"\bpublic\s+(?:(?:async|virtual|override|static)\s+)*[\w.]+(?:<[^;{}()=]*>)?\??\s+RunAsync\s*(?:<[^>(]*>)?\s*\(\s*(?:\[[^\]]*\]\s*)?([^,)]*)")]
    private static partial Regex RunAsync();
}

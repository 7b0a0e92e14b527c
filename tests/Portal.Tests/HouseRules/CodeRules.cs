using System.Text.RegularExpressions;

namespace Portal.Tests.HouseRules;

/// <summary>Calls and constructs that are banned outside their room.</summary>
internal static partial class CodeRules
{
    public const string WallClock = "The clock is injected";
    public const string TaskRun = "Work has an owner";
    public const string ThreadSleep = "Nobody sleeps on a thread";
    public const string AsyncVoid = "Nothing asynchronous is void";
    public const string NewHttpClient = "Clients come from the factory";
    public const string HttpContext = "The HTTP context stays in Access";
    public const string EmptyCatch = "No exception is swallowed without a word";
    public const string Unfinished = "Nothing is left for later";
    public const string SkippedTest = "No test is switched off";

    public static IReadOnlyList<HouseRule> All { get; } =
    [
        Ban(WallClock, file => file.IsIn("src", "tests"), Clock(), "Inject TimeProvider instead of"),
        Ban(TaskRun, file => file.IsIn("src"), Run(), "A job, a hosted service or the caller does it, not"),
        Ban(ThreadSleep, file => file.IsIn("src", "tests"), Sleep(), "Await Task.Delay with a TimeProvider instead of"),
        Ban(AsyncVoid, file => file.IsIn("src", "tests"), VoidMethod(), "Return a Task; its exception would end the process"),
        Ban(NewHttpClient, file => file.IsIn("src"), Client(), "Take it from IHttpClientFactory"),
        Ban(HttpContext, file => file.IsIn("src") && !file.IsIn("src/Portal/Access"), Accessor(), "Null or stale in a circuit"),
        new(EmptyCatch, files => files.Where(IsCode).SelectMany(SilentCatches)),
        new(Unfinished, files => files.Where(IsCode).SelectMany(file => file
            .Find(Unfinished, LaterWord(), "Do it now or write an issue", file.Comments)
            .Concat(file.Find(Unfinished, NotImplemented(), "Do it now")))),
        Ban(SkippedTest, file => file.IsIn("tests"), Skip(), "Repair or remove the test; Assert.SkipWhen is for what a machine lacks"),
    ];

    private static bool IsCode(SourceFile file) => file.IsIn("src", "tests") && (file.IsCSharp || file.IsRazor);

    private static HouseRule Ban(string name, Func<SourceFile, bool> where, Regex pattern, string message) =>
        new(name, files => files.Where(file => IsCode(file) && where(file)).SelectMany(file => file.Find(name, pattern, message)));

    private static IEnumerable<Violation> SilentCatches(SourceFile file) =>
        from match in Catch().Matches(file.Code)
        where string.IsNullOrWhiteSpace(file.Text[match.Groups["body"].Index..(match.Groups["body"].Index + match.Groups["body"].Length)])
        select file.At(EmptyCatch, "An empty catch; handle it, or say in a comment why nothing is to be done", file.LineOf(match.Index));

    [GeneratedRegex(@"\bDateTime(?:Offset)?\s*\.\s*(?:Now|UtcNow|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bTask\s*\.\s*Run\s*[(<]|\bTask\s*\.\s*Factory\s*\.\s*StartNew\b")]
    private static partial Regex Run();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\s*\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\basync\s+void\s+\w+")]
    private static partial Regex VoidMethod();

    [GeneratedRegex(@"\bnew\s+(?:System\.Net\.Http\.)?HttpClient\s*[({]|\bHttpClient\s+\w+\s*=\s*new\s*\(")]
    private static partial Regex Client();

    [GeneratedRegex(@"\bIHttpContextAccessor\b|\bAddHttpContextAccessor\b")]
    private static partial Regex Accessor();

    [GeneratedRegex(@"\bcatch\b(?:\s*\([^)]*\))?(?:\s*when\s*\((?>[^()]|(?<open>\()|(?<-open>\)))*\))?\s*\{(?<body>\s*)\}")]
    private static partial Regex Catch();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex LaterWord();

    [GeneratedRegex(@"\bNotImplementedException\b")]
    private static partial Regex NotImplemented();

    [GeneratedRegex(@"\[\s*\w+\s*\([^\]]*\bSkip\s*=[^=]")]
    private static partial Regex Skip();
}

namespace Portal.Tests.HouseRules;

/// <summary>A file that needs scrolling to understand has a child waiting to be born.</summary>
internal static class SizeRules
{
    public const string TableOfContents = "Program.cs is a table of contents";
    public const string SoftLimits = "Files stay readable";

    private const int ProgramLines = 60;
    private const int MarkupLines = 120;
    private const int CodeBehindLines = 150;
    private const int CSharpLines = 400;

    /// <summary>Path → how long it may be, and why.</summary>
    private static readonly Dictionary<string, (int Lines, string Reason)> Allowed = [];

    public static IReadOnlyList<HouseRule> All { get; } =
    [
        new(TableOfContents, files => files.Where(file => file.IsIn("src") && file.Name == "Program.cs" && file.LineCount() >= ProgramLines)
            .Select(file => file.At(TableOfContents, $"{file.LineCount()} lines; under {ProgramLines}"))),
        new(SoftLimits, files => files.Where(file => file.IsIn("src", "tests")).SelectMany(TooLong)),
    ];

    private static IEnumerable<Violation> TooLong(SourceFile file)
    {
        int? usual = file switch
        {
            { IsRazor: true } => MarkupLines,
            { IsComponent: true } => CodeBehindLines,
            { IsCSharp: true } => CSharpLines,
            _ => null,
        };
        var limit = Allowed.TryGetValue(file.Path, out var allowed) ? allowed.Lines : usual;
        return file.LineCount() > limit ? [file.At(SoftLimits, $"{file.LineCount()} lines; the limit is {limit}")] : [];
    }
}

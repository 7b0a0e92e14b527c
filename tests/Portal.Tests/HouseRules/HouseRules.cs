using Portal.Testing;

namespace Portal.Tests.HouseRules;

/// <summary>The rules which no compiler knows, checked by reading the source.</summary>
internal static class HouseRules
{
    private static readonly string[] Roots = ["src", "tests", "wwwroot-assets"];
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "data"];
    private static readonly string[] Kinds = [".cs", ".razor", ".csproj", ".css", ".js", ".html", ".json", ".svg", ".webmanifest"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> RealTree = new(ReadTree);

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<HouseRule> All { get; } = [.. NamingRules.All, .. CodeRules.All, .. WallRules.All, .. ScreenRules.All, .. SizeRules.All];

    /// <summary>The files of this repository.</summary>
    public static IReadOnlyList<SourceFile> Tree => RealTree.Value;

    /// <summary>What is wrong in the given files: all rules, or the named one.</summary>
    public static IReadOnlyList<Violation> Check(IEnumerable<(string Path, string Text)> files, string? rule = null) =>
        Check([.. files.Select(file => new SourceFile(file.Path, file.Text))], rule);

    /// <inheritdoc cref="Check(IEnumerable{ValueTuple{string, string}}, string?)"/>
    public static IReadOnlyList<Violation> Check(IReadOnlyList<SourceFile> files, string? rule = null) =>
        [.. All.Where(known => rule is null || known.Name == rule).SelectMany(known => known.Check(files))];

    private static List<SourceFile> ReadTree() =>
    [
        .. Roots
            .Select(root => new DirectoryInfo(Path.Combine(RepositoryRoot.Path, root)))
            .Where(root => root.Exists)
            .SelectMany(Files)
            .Select(file => new SourceFile(
                Path.GetRelativePath(RepositoryRoot.Path, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName))),
    ];

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => Kinds.Contains(file.Extension))
            .Concat(folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Files));
}

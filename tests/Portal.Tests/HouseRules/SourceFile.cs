using System.Text.RegularExpressions;

namespace Portal.Tests.HouseRules;

/// <summary>One file of the tree, with the views of it that rules look at. Paths are relative to the root, with forward slashes.</summary>
internal sealed partial class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Parts = path.Split('/');
        if (IsCSharp)
        {
            (Code, Comments, Literals) = CSharpText.Split(text);
        }
        else if (IsRazor)
        {
            Code = Blank(RazorComment(), text);
            Comments = new string([.. text.Select((letter, index) => Code[index] == letter && letter != '\n' ? ' ' : letter)]);
            Literals = [.. Quoted().Matches(Code).Select(match => new Literal(LineOf(match.Index), match.Groups[1].Value))];
        }
        else
        {
            (Code, Comments, Literals) = (text, "", []);
        }
    }

    public string Path { get; }

    /// <summary>As it is on disk.</summary>
    public string Text { get; }

    /// <summary>Without comments, and in C# with literals blanked; lines stay where they are.</summary>
    public string Code { get; }

    /// <summary>Comments alone.</summary>
    public string Comments { get; }

    public IReadOnlyList<Literal> Literals { get; }

    public IReadOnlyList<string> Parts { get; }

    public string Name => Parts[^1];

    public IEnumerable<string> Folders => Parts.Take(Parts.Count - 1);

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    /// <summary>Markup or code-behind of a component.</summary>
    public bool IsComponent => IsRazor || Path.EndsWith(".razor.cs", StringComparison.Ordinal);

    /// <summary>The feature's folder name, or null outside <c>src/Portal/Features</c>.</summary>
    public string? Feature => FolderAfter("src/Portal/Features/");

    /// <summary>The vendor's folder name in <c>Portal.Integrations</c>, or null.</summary>
    public string? Vendor => FolderAfter("src/Portal.Integrations/");

    public bool IsIn(params string[] folders) => folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>Lines up to the last one that is not blank.</summary>
    public int LineCount() => Text.TrimEnd().AsSpan().Count('\n') + 1;

    /// <summary>A violation per match of a pattern in one of the views.</summary>
    public IEnumerable<Violation> Find(string rule, Regex pattern, string message, string? view = null) =>
        pattern.Matches(view ?? Code).Select(match => new Violation(rule, Path, LineOf(match.Index), $"{message}: {match.Value.Trim()}"));

    public Violation At(string rule, string message, int line = 1) => new(rule, Path, line, message);

    /// <summary>Matches replaced by spaces; line breaks stay.</summary>
    public static string Blank(Regex pattern, string text) =>
        pattern.Replace(text, match => string.Concat(match.Value.Select(letter => letter is '\n' or '\r' ? letter : ' ')));

    private string? FolderAfter(string root) =>
        Path.StartsWith(root, StringComparison.Ordinal) && Path.IndexOf('/', root.Length) is > 0 and var end ? Path[root.Length..end] : null;

    [GeneratedRegex(@"@\*[\s\S]*?\*@|<!--[\s\S]*?-->")]
    private static partial Regex RazorComment();

    [GeneratedRegex("\"([^\"\\n]*)\"")]
    private static partial Regex Quoted();
}

using System.Text.RegularExpressions;

namespace Portal.Tests.HouseRules;

/// <summary>What a screen is made of and what it says.</summary>
internal static partial class ScreenRules
{
    public const string NoCodeBlocks = "Markup and code are two files";
    public const string NoForeignOrigin = "No request leaves for another origin";
    public const string RussianText = "Screens speak Russian";

    public static IReadOnlyList<HouseRule> All { get; } =
    [
        new(NoCodeBlocks, files => files.Where(file => file.IsIn("src") && file.IsRazor).SelectMany(file => file.Find(NoCodeBlocks, CodeBlock(), "It belongs to the code-behind"))),
        new(NoForeignOrigin, files => files.Where(file => file.IsIn("src", "wwwroot-assets") && !file.IsProject).SelectMany(Foreign)),
        new(RussianText, files => files.Where(file => file.IsIn("src/Portal") && file.IsRazor).SelectMany(EnglishWords)),
    ];

    private static IEnumerable<Violation> Foreign(SourceFile file)
    {
        // In C# an address stands in a literal; elsewhere anywhere.
        var places = file.IsCSharp ? file.Literals.Select(literal => (literal.Line, literal.Text)) : Lines(file.Code);
        return
            from place in places
            from match in ForeignHost().Matches(place.Text).Concat(ForeignResource().Matches(place.Text))
            select file.At(NoForeignOrigin, $"Serve it from wwwroot-assets: {match.Value}", place.Line);
    }

    private static IEnumerable<Violation> EnglishWords(SourceFile file)
    {
        var texts = Lines(TextOf(file.Code)).Where(line => !LooksLikeCode().IsMatch(line.Text));
        var attributes = Lines(file.Code).SelectMany(line => TextAttribute().Matches(line.Text).Select(match => (line.Line, match.Groups[1].Value)));
        return
            from text in texts.Concat(attributes)
            from word in VendorWord().Matches(text.Item2)
            select file.At(RussianText, $"A vendor's word in a text for people: {word.Value}", text.Item1);
    }

    /// <summary>What remains of markup when directives, styles, scripts, tags and expressions are blanked: roughly, the text.</summary>
    private static string TextOf(string markup) =>
        new[] { Directive(), StyleOrScript(), Entity(), Tag(), ParenthesisedExpression(), Expression() }
            .Aggregate(markup, (text, pattern) => SourceFile.Blank(pattern, text));

    private static IEnumerable<(int Line, string Text)> Lines(string text) => text.Split('\n').Select((line, index) => (index + 1, line));

    [GeneratedRegex(@"@(?:code|functions)\b")]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"//[\w.-]*(?:\bfonts\.|\bcdn\b|\bunpkg\b|jsdelivr|googleapis|gstatic|cdnjs)[\w./-]*", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignHost();

    [GeneratedRegex(@"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[""'](?:https?:)?//[^""']*|(?:url\(|@import)\s*[""']?(?:https?:)?//[^""')]*", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignResource();

    [GeneratedRegex(@"^\s*@(?:page|inject|using|inherits|attribute|layout|typeparam|implements|namespace|rendermode|preservewhitespace)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"<(style|script)\b[\s\S]*?</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex StyleOrScript();

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"</?[A-Za-z](?:[^<>""']|""[^""]*""|'[^']*')*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:@(?:if|foreach|for|while|switch|using)?\s*|\belse\s+if\s*)\((?>[^()]|(?<open>\()|(?<-open>\)))*\)")]
    private static partial Regex ParenthesisedExpression();

    [GeneratedRegex(@"@[\w.?!]+(?:(?:\((?>[^()]|(?<open>\()|(?<-open>\)))*\)|\[[^\]]*\])[\w.?!]*)*")]
    private static partial Regex Expression();

    [GeneratedRegex(@"[;{}]|=>|==|\bvar\b|^\s*(?:case\b|else\b|if\b|foreach\b)")]
    private static partial Regex LooksLikeCode();

    [GeneratedRegex(@"(?<![\w-])(?:title|label|placeholder|alt|aria-label|helpertext|text|subtitle)\s*=\s*""([^""@]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex TextAttribute();

    [GeneratedRegex(@"\b(?:docflows?|sid|drafts?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex VendorWord();
}

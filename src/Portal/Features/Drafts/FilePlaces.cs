using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Features.Drafts;

/// <summary>
/// Finds what the vendor calls the source of a finding (<c>Файл/Документ/СвНП</c>, <c>строка 4</c>; contract drafts 1.8 leaves its form open) in an XML file.
/// Reads the file twice, never holds it; no DTDs.
/// </summary>
public static partial class FilePlaces
{
    /// <summary>Larger files are not searched, bytes.</summary>
    public const long MostBytes = 67_108_864;

    /// <summary>The places that are there, by source.</summary>
    /// <param name="open">Opens the file anew.</param>
    /// <param name="sources">As the vendor gives them.</param>
    /// <param name="cancellationToken">Ends with the page.</param>
    public static async Task<IReadOnlyDictionary<string, FilePlace>> FindAsync(
        Func<TextReader> open, IReadOnlyCollection<string> sources, CancellationToken cancellationToken = default)
    {
        var root = new PlaceNode();
        var ends = new Dictionary<string, PlaceNode>(StringComparer.Ordinal);
        var points = new Dictionary<string, (int Line, int Column, bool IsNear)>(StringComparer.Ordinal);
        foreach (var source in sources.Distinct())
        {
            if (LineOf(source) is { } line)
            {
                points[source] = (line.Line, line.Column, false);
            }
            else if (PathOf(source, root) is { } end)
            {
                ends[source] = end;
            }
        }

        if (ends.Count > 0)
        {
            using var text = open();
            await WalkAsync(text, root, cancellationToken);
        }

        foreach (var (source, end) in ends)
        {
            if ((end.At ?? end.Above?.At) is { } at)
            {
                points[source] = (at.Line, at.Column, end.At is null);
            }
        }

        return points.Count == 0 ? new Dictionary<string, FilePlace>() : await FileExcerpts.CutAsync(open, points, cancellationToken);
    }

    private static (int Line, int Column)? LineOf(string source) => !source.Contains('/', StringComparison.Ordinal) && LineForm().Match(source) is { Success: true } match
        && int.TryParse(match.Groups["line"].Value, out var line)
        ? (line, int.TryParse(match.Groups["column"].Value, out var column) ? column : 1)
        : null;

    private static PlaceNode? PathOf(string source, PlaceNode root)
    {
        var node = root;
        foreach (var part in source.Trim().Trim('/').Split('/'))
        {
            if (PartForm().Match(part.Trim()) is not { Success: true } match)
            {
                return null;
            }

            node = node.Child(match.Groups["name"].Value, int.TryParse(match.Groups["number"].Value, out var number) ? number : 1);
        }

        return node == root ? null : node;
    }

    // Walks the file along the paths that are looked for; whatever lies beside them is not counted.
    private static async Task WalkAsync(TextReader text, PlaceNode root, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(text, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var path = new Stack<(PlaceNode? Node, Dictionary<string, int> Met)>();
        path.Push((root, []));
        try
        {
            while (await reader.ReadAsync().WaitAsync(cancellationToken))
            {
                if (reader.NodeType == XmlNodeType.EndElement)
                {
                    path.Pop();
                }
                else if (reader.NodeType == XmlNodeType.Element)
                {
                    var node = Meet(reader, path.Peek());
                    if (!reader.IsEmptyElement)
                    {
                        path.Push((node, node is null ? path.Peek().Met : []));
                    }

                    Attributes(reader, node);
                }
            }
        }
        catch (XmlException)
        {
            // The file ends here for a reader; what was met before stands.
        }
    }

    private static PlaceNode? Meet(XmlReader reader, (PlaceNode? Node, Dictionary<string, int> Met) above)
    {
        if (above.Node is null)
        {
            return null;
        }

        var number = above.Met[reader.LocalName] = above.Met.GetValueOrDefault(reader.LocalName) + 1;
        var node = above.Node.Below.GetValueOrDefault((reader.LocalName, number));
        if (node is not null)
        {
            node.At ??= Position(reader);
        }

        return node;
    }

    private static void Attributes(XmlReader reader, PlaceNode? node)
    {
        foreach (var ((name, _), child) in node?.Below ?? [])
        {
            if (child.At is null && reader.MoveToAttribute(name))
            {
                child.At = Position(reader);
            }
        }

        reader.MoveToElement();
    }

    private static (int Line, int Column) Position(XmlReader reader) => ((IXmlLineInfo)reader) is var place ? (place.LineNumber, place.LinePosition) : default;

    [GeneratedRegex(@"(?:строк[аеи]|line)\D{0,3}(?<line>\d{1,9})(?:\D{1,12}(?<column>\d{1,9}))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LineForm();

    [GeneratedRegex(@"^@?(?:[\p{L}_][\w.-]*:)?(?<name>[\p{L}_][\w.-]*)(?:\[(?<number>\d{1,9})\])?$", RegexOptions.CultureInvariant)]
    private static partial Regex PartForm();
}

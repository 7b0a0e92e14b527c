namespace Portal.Features.Drafts;

/// <summary>A place in a file with the lines around it.</summary>
/// <param name="Line">Counted from one.</param>
/// <param name="IsNear">The place itself is not in the file (a missing attribute): shown is the element in which it belongs.</param>
/// <param name="Lines">The line and up to two before and after it.</param>
public sealed record FilePlace(int Line, bool IsNear, IReadOnlyList<FileLine> Lines);

/// <summary>A line of an excerpt, cut where it is long; <paramref name="Marked"/> is empty beside the place.</summary>
public sealed record FileLine(int Number, string Before, string Marked, string After);

/// <summary>Where in a file a finding points: a path of elements that may end in an attribute, or a line.</summary>
internal sealed class PlaceNode
{
    public Dictionary<(string Name, int Number), PlaceNode> Below { get; } = [];

    public PlaceNode? Above { get; init; }

    /// <summary>Line and column of the element or attribute, once it was met.</summary>
    public (int Line, int Column)? At { get; set; }

    public PlaceNode Child(string name, int number)
    {
        if (!Below.TryGetValue((name, number), out var child))
        {
            Below[(name, number)] = child = new PlaceNode { Above = this };
        }

        return child;
    }
}

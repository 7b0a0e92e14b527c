using System.Diagnostics.CodeAnalysis;

namespace Portal.Features.Docflows.List;

/// <summary>
/// Everything the filters ask of a row, in one word. An account has some dozens of them, whatever it stores, and any filter is a set of cells, each read in
/// the order of one index: so every combination of filters costs the same at any size.
/// </summary>
/// <param name="IsUnread">Came in and was never opened by this link.</param>
/// <param name="Awaits">An answer of the person is awaited.</param>
/// <param name="Form">Key of the form (<see cref="DocflowEntry.FormKey"/>).</param>
public sealed record DocflowCell(DocflowKind Kind, StateBody Body, DocflowStage Stage, bool IsUnread, bool Awaits, string Form = "")
{
    /// <summary>The mark of unread rows within the text, and what stands there once one is opened.</summary>
    public const string Unread = "|u|", Read = "|r|";

    /// <summary>The cell of a row, whether or not it has been opened.</summary>
    public static DocflowCell Of(DocflowEntry entry) => new(
        DocflowGroups.KindOf(entry.Type), DocflowWords.BodyOf(entry.Type), DocflowGroups.StageOf(entry.Type, entry.Status, entry.SuccessState),
        DocflowGroups.IsIncoming(entry.Type, entry.Status) && entry.OpenedAt is null, entry.Awaits is not null, entry.FormKey);

    /// <summary>Reads a stored cell; false for one of another version, which the next full list writes anew.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DocflowCell? cell)
    {
        cell = text.Split('|') is [var kind, var body, var stage, var read, var awaits, .. var form]
            && Enum.TryParse<DocflowKind>(kind, out var k) && Enum.TryParse<StateBody>(body, out var b) && Enum.TryParse<DocflowStage>(stage, out var s)
                ? new(k, b, s, read == "u", awaits == "a", string.Join('|', form)) : null;
        return cell is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Kind}|{Body}|{Stage}{(IsUnread ? Unread : Read)}{(Awaits ? "a" : "-")}{(Form.Length > 0 ? "|" + Form : "")}";
}

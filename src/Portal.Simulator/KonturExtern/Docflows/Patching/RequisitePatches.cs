using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows.Patching;

/// <summary>What may be changed of requisites, and to what (drafts contract 5.7).</summary>
internal static partial class RequisitePatches
{
    private const int MostLabels = 20;
    private static readonly HashSet<string> Colors = ["none", "red", "violet", "gray", "yellow", "green", "blue"];

    /// <summary>A comment on any docflow except a demand; the form that makes a demand of a letter.</summary>
    public static Docflow Apply(Docflow docflow, PatchOperation operation)
    {
        var before = docflow.Description.Requisites ?? new DocflowRequisites();
        var after = operation.Path switch
        {
            ["comment"] when docflow.Type != Docflow.FnsDemand => before with { Comment = Comment(operation) },
            ["demandknd"] when docflow.Type == "fns534-cu-letter" => before with { DemandKnd = Text(operation, Knd()) },
            _ => throw operation.Wrong(),
        };
        return docflow with { Description = docflow.Description with { Requisites = after } };
    }

    /// <summary>The attachments of demands only.</summary>
    public static DocflowDocument Apply(DocflowDocument document, PatchOperation operation, IReadOnlyList<RequisiteAssignee> possible)
    {
        if (document.Type != "fns534-demand-attachment")
        {
            throw ExternException.BadRequest("Изменить можно только реквизиты требования.");
        }

        var before = document.Requisites;
        return document with
        {
            Requisites = operation.Path switch
            {
                ["labels", var index] => before with { Labels = Labels(before.Labels ?? [], index, operation) },
                ["comment"] => before with { Comment = Comment(operation) },
                ["assignees"] => before with { Assignees = Assignees(operation, possible) },
                ["demandnumber"] => before with { DemandNumber = Text(operation, Short()) },
                ["demanddate"] => before with { DemandDate = Text(operation, Date()) },
                ["demandstatus"] => before with { DemandStatus = Text(operation, Status()) },
                _ => throw operation.Wrong(),
            },
        };
    }

    private static RequisiteComment? Comment(PatchOperation operation)
    {
        if (operation.Kind == PatchOperation.Remove)
        {
            return null;
        }

        var comment = operation.Read<RequisiteComment>();
        return comment is { Text.Length: > 0 and <= 4000 } && (comment.Color is null || Colors.Contains(comment.Color)) ? comment : throw operation.Wrong();
    }

    private static List<RequisiteLabel>? Labels(IReadOnlyList<RequisiteLabel> labels, string index, PatchOperation operation)
    {
        var changed = labels.ToList();
        var number = index.Length == 0 ? changed.Count : int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : throw operation.Wrong();
        switch (operation.Kind)
        {
            case PatchOperation.Add when number <= changed.Count && changed.Count < MostLabels:
                changed.Insert(number, Label(operation));
                break;
            case PatchOperation.Replace when number < changed.Count:
                changed[number] = Label(operation);
                break;
            case PatchOperation.Remove when number < changed.Count:
                changed.RemoveAt(number);
                break;
            default:
                throw operation.Wrong();
        }

        return changed.Count > 0 ? changed : null;
    }

    private static RequisiteLabel Label(PatchOperation operation) =>
        operation.Read<RequisiteLabel>() is { Name.Length: > 0 and <= 100 } label ? label : throw operation.Wrong();

    private static List<RequisiteAssignee>? Assignees(PatchOperation operation, IReadOnlyList<RequisiteAssignee> possible)
    {
        if (operation.Kind == PatchOperation.Remove)
        {
            return null;
        }

        var given = operation.Read<List<Assignee>>();
        return given.Count > 1 ? throw ExternException.BadRequest("Ответственным может быть только один пользователь.")
            : [.. given.Select(one => possible.FirstOrDefault(person => person.Id == one.Id) ?? throw ExternException.BadRequest("Такого пользователя в учётной записи нет."))];
    }

    private static string? Text(PatchOperation operation, Regex form) =>
        operation.Kind == PatchOperation.Remove ? null : operation.Read<string>() is var text && form.IsMatch(text) ? text : throw operation.Wrong();

    private sealed record Assignee(Guid Id);

    [GeneratedRegex(@"\A[0-9]{7}\z")]
    private static partial Regex Knd();

    [GeneratedRegex(@"\A.{1,100}\z")]
    private static partial Regex Short();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T.{1,30})?\z|\A[0-9]{2}\.[0-9]{2}\.[0-9]{4}\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"\A(in-progress|done)\z")]
    private static partial Regex Status();
}

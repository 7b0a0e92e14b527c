namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>A table of "What the C# SDK calls": every row must have its step, and the step must have made the row's call.</summary>
internal static class SdkTable
{
    private static readonly Dictionary<string, string> Shorthands = new()
    {
        ["{DD}"] = "{DR}/documents/{documentId}", ["{DR}"] = "{A}/drafts/{draftId}", ["{FD}"] = "{F}/documents/{documentId}", ["{F}"] = "{A}/docflows/{docflowId}",
        ["{INV}"] = "{A}/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/inventories/{inventoryId}", ["{BF}"] = "{BD}/files/{fileId}",
        ["{BD}"] = "{B}/documents/{documentId}", ["{B}"] = "{A}/drafts/builders/{draftsBuilderId}", ["{A}"] = "v1/{accountId}",
    };

    public static async Task WalkAsync(ExternSandbox sandbox, string table, SdkRows calls)
    {
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split(" | ")).ToList();
        var steps = calls.Steps;
        Assert.Equal(rows.Select(row => row[0]).Order(), steps.Keys.Order());

        foreach (var row in rows)
        {
            var before = sandbox.Sent.Count;
            await steps[row[0]]();
            Assert.True(sandbox.Sent.Skip(before).Any(request => IsOf(request, Expand(row[1]))), $"{row[0]} did not call {row[1]}.");
        }
    }

    private static string Expand(string row) => Shorthands.Aggregate(row, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private static bool IsOf(string request, string row)
    {
        var (given, wanted) = (request.Split(' ', '/'), row.Split(' ', '/'));
        return given.Length == wanted.Length && given.Zip(wanted).All(pair => pair.Second[0] == '{' ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}

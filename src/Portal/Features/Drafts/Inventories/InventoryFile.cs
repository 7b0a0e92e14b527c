using System.Text.RegularExpressions;

namespace Portal.Features.Drafts.Inventories;

/// <summary>A file gathered for the answer to a demand.</summary>
public sealed partial record InventoryFile
{
    /// <summary>Item of the demand that is offered first.</summary>
    public const string FirstItem = "1.01";

    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id of the demand.</summary>
    public required string DocflowId { get; init; }

    /// <summary>Name as uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Id in the contents service.</summary>
    public required string ContentId { get; init; }

    /// <summary>Item of the demand that it answers: <c>1.NN</c> or <c>2.NN</c> (contract drafts 4).</summary>
    public required string Item { get; init; }

    /// <summary>Why the service did not take it, in its words; null before, and once it is changed.</summary>
    public string? Problem { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>True for an item as the service takes it.</summary>
    public static bool IsItem(string text) => ItemForm().IsMatch(text);

    [GeneratedRegex(@"\A[12]\.[0-9]{2}\z")]
    private static partial Regex ItemForm();
}

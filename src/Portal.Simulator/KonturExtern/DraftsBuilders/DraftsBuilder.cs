using System.Text.Json;
using Portal.Simulator.KonturExtern.Drafts;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>A drafts builder as kept (drafts contract 4). Builder data are kept as they were posted.</summary>
internal sealed record DraftsBuilder(
    Guid Id, Guid AccountId, Guid OwnerId, BuilderMeta Meta, string Status, IReadOnlyList<BuilderDocument> Documents, DateTimeOffset CreatedAt)
{
    public const string New = "new";
    public const string Building = "building";
    public const string Finished = "finished";

    public BuilderDocument? FindDocument(Guid id) => Documents.FirstOrDefault(document => document.Id == id);

    /// <summary>One document added or replaced.</summary>
    public DraftsBuilder With(BuilderDocument changed) => this with
    {
        Documents = FindDocument(changed.Id) is null ? [.. Documents, changed] : [.. Documents.Select(document => document.Id == changed.Id ? changed : document)],
    };

    public DraftsBuilder Without(Guid documentId) => this with { Documents = [.. Documents.Where(document => document.Id != documentId)] };
}

/// <summary>BuilderMetaRequest: blocks as in a draft's meta (drafts contract 1.3), type and data of the builder.</summary>
internal sealed record BuilderMeta(DraftSender? Sender, DraftPayer? Payer, DraftRecipient? Recipient, string? BuilderType, JsonElement? BuilderData, DraftOptions? DraftOptions)
{
    /// <summary>The meta of the drafts that are built.</summary>
    public DraftMeta DraftMeta => new(Sender, Recipient, Payer, null, null, DraftOptions);
}

/// <summary>A document of a builder: its files in the order in which they were added.</summary>
internal sealed record BuilderDocument(Guid Id, JsonElement? Data, IReadOnlyList<BuilderFile> Files)
{
    public BuilderFile? FindFile(Guid id) => Files.FirstOrDefault(file => file.Id == id);

    public BuilderDocument With(BuilderFile changed) => this with
    {
        Files = FindFile(changed.Id) is null ? [.. Files, changed] : [.. Files.Select(file => file.Id == changed.Id ? changed : file)],
    };
}

internal sealed record BuilderFile(Guid Id, Guid? ContentId, byte[]? Signature, string FileName, JsonElement? Data)
{
    /// <summary>Made by the service itself, so its format is right for any document.</summary>
    public bool IsGenerated { get; init; }
}

/// <summary>What a build or a preparation came to (drafts contract 4).</summary>
internal sealed record BuildOutcome(IReadOnlyList<Guid> DraftIds, IReadOnlyList<BadBuilderDocument> ErrorDraftsBuilderDocuments);

internal sealed record BadBuilderDocument(Guid DocumentId, string ErrorMessage);

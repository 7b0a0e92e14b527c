using System.Text.Json;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Builders on the wire (drafts contract 4): <c>builder-type</c> stands before <c>builder-data</c> (7.6, S4).</summary>
internal static class BuilderShapes
{
    public static object Builder(ExternCall call, DraftsBuilder builder) => new { builder.Id, Meta = Meta(call, builder), builder.Status };

    public static BuilderMetaShape Meta(ExternCall call, DraftsBuilder builder)
    {
        var named = builder.Meta.DraftMeta.Named(call.Account);
        return new BuilderMetaShape(named.Sender, named.Payer, named.Recipient, builder.Meta.BuilderType!, builder.Meta.BuilderData);
    }

    public static object Document(DraftsBuilder builder, BuilderDocument document) => new { document.Id, DraftsBuilderId = builder.Id, Meta = Meta(builder, document) };

    public static BuilderPartShape Meta(DraftsBuilder builder, BuilderDocument document) => new(null, builder.Meta.BuilderType!, document.Data);

    public static object File(ExternCall call, DraftsBuilder builder, BuilderDocument document, BuilderFile file)
    {
        var self = $"/v1/{builder.AccountId}/drafts/builders/{builder.Id}/documents/{document.Id}/files/{file.Id}";
        return new
        {
            file.Id, DraftsBuilderId = builder.Id, DraftsBuilderDocumentId = document.Id, file.ContentId,
            ContentLink = file.ContentId is null ? null : call.Link("content", $"{self}/content"),
            SignatureContentLink = file.Signature is null ? null : call.Link("content", $"{self}/signature"),
            Meta = Meta(builder, file),
        };
    }

    public static BuilderPartShape Meta(DraftsBuilder builder, BuilderFile file) => new(file.FileName, builder.Meta.BuilderType!, file.Data);
}

internal sealed record BuilderMetaShape(DraftSender? Sender, DraftPayer? Payer, DraftRecipient? Recipient, string BuilderType, JsonElement? BuilderData);

/// <summary>Meta of a document or of a file.</summary>
internal sealed record BuilderPartShape(string? FileName, string BuilderType, JsonElement? BuilderData);

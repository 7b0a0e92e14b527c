using Dapper;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>SQL of kept contents and of the signatures under them. Callers have found the docflow for their link before.</summary>
public sealed class ReadingStore(Database database, TimeProvider clock) : IFileOwner
{
    /// <summary>The kept bytes of a document, or null.</summary>
    public async Task<KeptContent?> FindAsync(string entryId, string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<KeptContent>(
            "SELECT sha256, size, kind, media, print_sha256 FROM docflow_content WHERE docflow_row_id = @entryId AND document_id = @documentId", new { entryId, documentId });
    }

    /// <summary>The signatures of a document; of all documents without one; at most 500.</summary>
    public async Task<IReadOnlyList<EntrySignature>> SignaturesAsync(string entryId, string? documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<EntrySignature>(
            $"""
            SELECT signature_id, document_id, sha256, title, signer_type, owner, thumbprint, fault, signed_at, verified_at FROM docflow_signature
            WHERE docflow_row_id = @entryId{(documentId is null ? "" : " AND document_id = @documentId")} ORDER BY document_id, signed_at, signature_id LIMIT 500
            """,
            new { entryId, documentId })];
    }

    /// <summary>Keeps the bytes and the signatures of a document; what was kept before is replaced.</summary>
    public async Task KeepAsync(string entryId, string documentId, KeptContent content, IReadOnlyList<EntrySignature> signatures, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO docflow_content (docflow_row_id, document_id, sha256, size, kind, media, kept_at) VALUES (@entryId, @documentId, @Sha256, @Size, @kind, @Media, @now)
            ON CONFLICT (docflow_row_id, document_id) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, kind = excluded.kind, media = excluded.media,
                print_sha256 = CASE WHEN docflow_content.sha256 = excluded.sha256 THEN docflow_content.print_sha256 ELSE NULL END
            """,
            new { entryId, documentId, content.Sha256, content.Size, kind = content.Kind.ToString(), content.Media, now }, transaction);
        await db.ExecuteAsync("DELETE FROM docflow_signature WHERE docflow_row_id = @entryId AND document_id = @documentId", new { entryId, documentId }, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO docflow_signature (docflow_row_id, document_id, signature_id, sha256, title, signer_type, owner, thumbprint, fault, signed_at, verified_at)
            VALUES (@entryId, @documentId, @SignatureId, @Sha256, @Title, @SignerType, @Owner, @Thumbprint, @fault, @SignedAt, @VerifiedAt)
            """,
            signatures.Select(one => new
            {
                entryId, documentId, one.SignatureId, one.Sha256, one.Title, one.SignerType, one.Owner, one.Thumbprint, fault = one.Fault?.ToString(), one.SignedAt, one.VerifiedAt,
            }),
            transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps a print form beside the bytes it was made from; nothing when those were replaced meanwhile.</summary>
    public async Task KeepPrintAsync(string entryId, string documentId, string contentSha256, string printSha256, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE docflow_content SET print_sha256 = @printSha256 WHERE docflow_row_id = @entryId AND document_id = @documentId AND sha256 = @contentSha256",
            new { entryId, documentId, contentSha256, printSha256 });
    }

    /// <summary>Forgets contents of encrypted documents kept before an instant, at most 200; returns the files that were named.</summary>
    public async Task<IReadOnlyList<string>> ForgetDecryptedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var gone = await db.QueryAsync<(string Sha256, string? PrintSha256)>(
            """
            DELETE FROM docflow_content WHERE (docflow_row_id, document_id) IN (
                SELECT c.docflow_row_id, c.document_id FROM docflow_content c
                JOIN docflow_document d ON d.docflow_row_id = c.docflow_row_id AND d.document_id = c.document_id
                WHERE d.encrypted = 1 AND c.kept_at < @before LIMIT 200)
            RETURNING sha256, print_sha256
            """,
            new { before });
        return [.. gone.SelectMany(row => new[] { row.Sha256, row.PrintSha256 }).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (await db.ExecuteScalarAsync<long>(
                """
                SELECT (SELECT count(*) FROM docflow_content WHERE sha256 = @file) + (SELECT count(*) FROM docflow_content WHERE print_sha256 = @file)
                    + (SELECT count(*) FROM docflow_signature WHERE sha256 = @file)
                """,
                new { file }) > 0)
            {
                kept.Add(file);
            }
        }

        return kept;
    }
}

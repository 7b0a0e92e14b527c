using Dapper;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Signatures;

/// <summary>SQL of the signatures under documents of drafts.</summary>
public sealed class SignatureStore(Database database) : IFileOwner
{
    private const string Columns = "id, draft_id, document_id, document_sha256, sha256, size, thumbprint, owner, way, problem, signed_at, verified_at";

    /// <summary>Keeps a signature; one that is kept already gets the newer verdict and keeps its origin.</summary>
    public async Task KeepAsync(KeptSignature signature, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            $"""
            INSERT INTO signature ({Columns})
            VALUES (@Id, @DraftId, @DocumentId, @DocumentSha256, @Sha256, @Size, @Thumbprint, @Owner, @way, @Problem, @SignedAt, @VerifiedAt)
            ON CONFLICT (document_id, document_sha256, sha256) DO UPDATE SET problem = excluded.problem, verified_at = excluded.verified_at
            """,
            new
            {
                signature.Id, signature.DraftId, signature.DocumentId, signature.DocumentSha256, signature.Sha256, signature.Size, signature.Thumbprint, signature.Owner,
                way = signature.Way.ToString(), signature.Problem, signature.SignedAt, signature.VerifiedAt,
            });
    }

    /// <summary>Signatures of a draft under its documents as they are now, the oldest first; at most 200.</summary>
    public async Task<IReadOnlyList<KeptSignature>> OfDraftAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<KeptSignature>(
            $"""
            SELECT {Columns} FROM signature
            WHERE draft_id = @draftId AND EXISTS (SELECT 1 FROM draft_document d WHERE d.id = signature.document_id AND d.sha256 = signature.document_sha256)
            ORDER BY verified_at LIMIT 200
            """,
            new { draftId })];
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (await db.ExecuteScalarAsync<long>("SELECT count(*) FROM signature WHERE sha256 = @file", new { file }) > 0)
            {
                kept.Add(file);
            }
        }

        return kept;
    }
}

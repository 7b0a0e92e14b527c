using System.Security.Cryptography;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Integrations.Signing;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Signatures;

/// <summary>Fetches every signature of a signed draft, verifies it against the document that the person saw, and keeps it. May be repeated.</summary>
public sealed class KeepSignatures(DraftStore drafts, DraftSignatures signatures, SignatureStore store, OriginalFile originals, FileStore files, TimeProvider clock)
{
    /// <summary>What is wrong, in words for the person; null when every signature holds. A document without one is left to the preparation, which knows who needs it.</summary>
    /// <exception cref="VendorException">Kontur could not be asked; nothing is decided.</exception>
    public async Task<string?> KeepAsync(Draft draft, CancellationToken cancellationToken = default)
    {
        var kept = (await store.OfDraftAsync(draft.Id, cancellationToken)).Where(signature => signature.Problem is null)
            .Select(signature => (signature.DocumentId, signature.Sha256)).ToHashSet();
        string? problem = null;
        foreach (var document in await drafts.DocumentsAsync(draft.Id, cancellationToken))
        {
            var found = await signatures.ReadAsync(
                Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(draft.KonturDraftId!), Guid.Parse(document.Id), cancellationToken);
            foreach (var signature in found.Where(one => !kept.Contains((document.Id, Sha256Of(one.Bytes)))))
            {
                problem ??= (await VerifyAsync(draft, document, signature.Bytes, SignatureOrigin.Cloud, cancellationToken)).Problem;
            }
        }

        return problem;
    }

    /// <summary>Verifies one signature and keeps it with the verdict.</summary>
    /// <exception cref="VendorException">The document's bytes could not be had.</exception>
    public async Task<KeptSignature> VerifyAsync(
        Draft draft, DraftDocument document, ReadOnlyMemory<byte> bytes, SignatureOrigin origin, CancellationToken cancellationToken)
    {
        var (problem, signer) = await JudgeAsync(draft, document, bytes, cancellationToken);
        var stored = await files.SaveAsync(bytes, cancellationToken);
        var signature = new KeptSignature
        {
            Id = Guid.NewGuid().ToString(), DraftId = draft.Id, DocumentId = document.Id, DocumentSha256 = document.Sha256, Sha256 = stored.Sha256, Size = stored.Size,
            Thumbprint = signer?.Thumbprint ?? "", Owner = signer?.Owner ?? "", Way = origin, Problem = problem, SignedAt = signer?.SignedAt, VerifiedAt = clock.GetUtcNow(),
        };
        await store.KeepAsync(signature, cancellationToken);
        return signature;
    }

    /// <summary>What is wrong with a signature under this document, and who made it; nothing is kept.</summary>
    /// <exception cref="VendorException">The document's bytes could not be had.</exception>
    public async Task<(string? Problem, Signer? Signer)> JudgeAsync(Draft draft, DraftDocument document, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var original = await originals.OpenAsync(draft, document, cancellationToken);
        if (original is null)
        {
            return ($"У Контура лежит не тот файл «{document.FileName}», который вы загрузили. Загрузите его заново.", null);
        }

        return await CompareAsync(bytes, original, document.FileName, cancellationToken);
    }

    private static async Task<(string? Problem, Signer? Signer)> CompareAsync(
        ReadOnlyMemory<byte> bytes, Stream original, string fileName, CancellationToken cancellationToken)
    {
        SignatureVerdict verdict;
        try
        {
            verdict = await DetachedSignature.VerifyAsync(bytes, original, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return ($"Сохранённый файл «{fileName}» повреждён, сверить с ним подпись нельзя. Загрузите его заново.", null);
        }

        return (verdict.Fault switch
        {
            null => null,
            SignatureFault.NotSignature => $"Подпись под файлом «{fileName}» не читается: это не электронная подпись.",
            SignatureFault.NoCertificate => $"В подписи под файлом «{fileName}» нет сертификата: нельзя узнать, кто подписал.",
            _ => $"Подпись не подходит к файлу «{fileName}»: она поставлена под другим содержимым или повреждена.",
        }, verdict.Signer);
    }

    private static string Sha256Of(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
}

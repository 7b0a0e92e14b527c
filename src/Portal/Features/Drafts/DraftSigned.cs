using Portal.Features.Confirmations;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>Goes on with a draft whose documents are signed: what was signed must still be what is there.</summary>
public sealed class DraftSigned(DraftStore drafts, PrepareDraft prepare, Noticeboard noticeboard) : ISignatureReceiver
{
    /// <inheritdoc />
    public async Task SignedAsync(Signing signing)
    {
        var present = (await drafts.DocumentsAsync(signing.DraftId)).ToDictionary(document => document.Id, document => document.Sha256, StringComparer.Ordinal);
        var unchanged = present.Count == signing.Documents.Count
            && signing.Documents.All(document => present.TryGetValue(document.DocumentId, out var digest) && digest == document.Sha256);
        if (!unchanged)
        {
            await drafts.MoveAsync(
                signing.DraftId, [DraftState.Checked], DraftState.Editing, "Пока шло подписание, файлы изменились. Проверьте и подпишите отчёт заново.");
        }
        else if (await drafts.MoveAsync(signing.DraftId, [DraftState.Checked], DraftState.Signed))
        {
            await prepare.StartAsync(signing.DraftId);
        }

        noticeboard.Publish(Draft.Topic(signing.DraftId));
    }
}

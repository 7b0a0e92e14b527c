using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Drafts.Signatures;
using Portal.Integrations.Http;
using Portal.Storage;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Starts the preparation of a signed draft: encrypting and packing, at Kontur. Starts by itself after signing; by a press only after a failure.</summary>
public sealed class PrepareDraft(Acting acting, DraftStore drafts, DraftTaskStore tasks, Wire.IExternDraftsApi api, KeepSignatures keep, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>
    /// What is said while Kontur still holds the draft for an operation before (contract drafts 0.6): a code that was asked for and not used holds it for
    /// minutes. The job tries again.
    /// </summary>
    public const string Locked = "Контур ещё занят прежней операцией с этим отчётом: запрошенный код держит его до десяти минут. Подпись на месте, портал подготовит отчёт сам.";

    /// <summary>True when it started or runs already.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.prepare", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            return await StartAsync(draft.Id);
        });

    /// <summary>The same for a job and for the end of signing. A failure is written beside the draft, where «Повторить» waits.</summary>
    internal async Task<bool> StartAsync(string draftId)
    {
        if (await drafts.FindForJobAsync(draftId) is not { State: DraftState.Signed, KonturDraftId: { } konturDraft } draft)
        {
            return false;
        }

        try
        {
            // Only what is proved to be signed goes on.
            if (await keep.KeepAsync(draft) is { } problem)
            {
                await drafts.MoveAsync(draftId, [DraftState.Signed], DraftState.Checked, problem + " Отчёт не отправлен. Подпишите его заново.");
                return false;
            }

            if (!await drafts.MoveAsync(draftId, [DraftState.Signed], DraftState.Preparing))
            {
                return false;
            }

            var task = await api.PrepareAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(konturDraft));
            await tasks.AddTaskAsync(draftId, DraftTaskKind.Prepare, task.Id.ToString());
            return true;
        }
        catch (NotLinkedException)
        {
            await drafts.MoveAsync(
                draftId, [DraftState.Signed, DraftState.Preparing], DraftState.Signed,
                "Доступ к Контуру закрыт, поэтому отчёт не подготовлен. Подписи на месте: когда доступ откроют, подготовку можно повторить.");
            return false;
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.Conflict)
        {
            await drafts.MoveAsync(draftId, [DraftState.Signed, DraftState.Preparing], DraftState.Signed, Locked, error.TraceId);
            return false;
        }
        catch (VendorException error)
        {
            await drafts.MoveAsync(
                draftId, [DraftState.Signed, DraftState.Preparing], DraftState.Signed, error.Text ?? "Контур не ответил. Подписи на месте, подготовку можно повторить.", error.TraceId);
            return false;
        }
        finally
        {
            noticeboard.Publish(Draft.Topic(draftId));
        }
    }
}

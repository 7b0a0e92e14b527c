using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>What came of asking for a print form.</summary>
public enum PrintOutcome
{
    /// <summary>Kontur makes it, or was asked to before; the result comes by itself.</summary>
    Started,

    /// <summary>It is here already.</summary>
    Ready,

    /// <summary>Kontur does not have the file yet: the report must be checked first.</summary>
    NotPlaced,
}

/// <summary>«Печатная форма»: asks Kontur for the PDF of a file, once per file as long as it is not sent.</summary>
public sealed class PrintDocument(
    Acting acting, DraftStore drafts, DraftDocumentStore documents, PrintFormStore forms, IExternDraftsApi api, IOptions<KonturExternOptions> options, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Kontur prints XML only (contract drafts 1.7); other files are read as they are.</summary>
    public static bool IsPrintable(DraftDocument document) => document.FileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts it unless it is there; <paramref name="anew"/> makes another one, since a sent report gets stamps. A refusal is written beside the form.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft, or no such file in it.</exception>
    public Task<PrintOutcome> RunAsync(Actor actor, string draftId, string documentId, bool anew = false, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.print", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            var document = await documents.FindAsync(link.Id, draftId, documentId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, draft.AccountId, document.FileName);
            if (!anew && await forms.FindAsync(link.Id, draftId, documentId, cancellationToken) is { State: PrintState.Ready or PrintState.Unsupported })
            {
                return PrintOutcome.Ready;
            }

            if (draft.KonturDraftId is not { } konturDraft || document.PlacedIn != konturDraft)
            {
                note.Outcome = "not ready";
                return PrintOutcome.NotPlaced;
            }

            if (await forms.BeginAsync(documentId, 2 * options.Value.RequestTimeout, cancellationToken) is { } form)
            {
                await StartAsync(draft, Guid.Parse(konturDraft), form);
                noticeboard.Publish(Draft.Topic(draftId));
            }

            return PrintOutcome.Started;
        });

    private async Task StartAsync(Draft draft, Guid konturDraft, PrintForm form)
    {
        try
        {
            var task = await api.PrintAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), konturDraft, Guid.Parse(form.DocumentId));
            await forms.AcceptAsync(form.Id, task.Id.ToString());
        }
        catch (VendorException error) when (string.Equals(error.Code, ExternErrors.DocumentPrintUnsupported, StringComparison.OrdinalIgnoreCase))
        {
            await forms.EndAsync(form.Id, PrintState.Unsupported, problem: "У этого файла нет печатной формы: Контур умеет печатать только отчёты по известным формам.");
        }
        catch (VendorException error)
        {
            var text = error.Kind == VendorErrorKind.Conflict ? "Контур ещё готовит печатную форму этого файла. Повторите через минуту." : error.Text;
            await forms.EndAsync(form.Id, PrintState.Failed, problem: text ?? "Контур не ответил. Повторите через минуту.", trace: error.TraceId);
        }
    }
}

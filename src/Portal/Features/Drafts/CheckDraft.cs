using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>What came of pressing «Проверить».</summary>
public enum CheckOutcome
{
    /// <summary>Kontur checks; the result comes to the page by itself.</summary>
    Started,

    /// <summary>Something stands in the way that the page shows: no usable certificate, nobody to send to.</summary>
    NotReady,

    /// <summary>It is being checked, signed or sent already.</summary>
    Busy,
}

/// <summary>«Проверить отчёт»: places the draft at Kontur with the chosen certificate and starts the check.</summary>
public sealed class CheckDraft(
    Acting acting, DraftStore drafts, DraftTaskStore tasks, ListAccountDetails accounts, ListCertificates certificates, PlaceAtKontur place,
    Wire.IExternDraftsApi api, IOptions<Wire.KonturExternOptions> options, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    private static readonly DraftState[] Before = [DraftState.Editing, DraftState.CheckFailed, DraftState.Checked];

    /// <summary>Starts the check.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; the draft is as it was.</exception>
    public Task<CheckOutcome> RunAsync(Actor actor, string draftId, string thumbprint, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.check", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);

            var certificate = (await certificates.RunAsync(actor, draft.AccountId, cancellationToken))
                .FirstOrDefault(choice => choice.Certificate.Thumbprint == thumbprint && choice.WhyNot is null);
            var outcome = certificate is null ? CheckOutcome.NotReady : await WithAsync(actor, draft, certificate, warrants: null, cancellationToken);
            note.Outcome = outcome switch { CheckOutcome.NotReady => "not ready", CheckOutcome.Busy => "busy", _ => note.Outcome };
            return outcome;
        });

    /// <summary>The same with a certificate that is known to be usable: the person's own, or of the colleague whom they ask to sign,
    /// who acts by <paramref name="warrants"/> of their own.</summary>
    internal async Task<CheckOutcome> WithAsync(
        Actor actor, Draft draft, CertificateChoice certificate, IReadOnlyList<AccountWarrant>? warrants, CancellationToken cancellationToken)
    {
        var details = await accounts.RunAsync(actor, draft.AccountId, cancellationToken);
        var to = Destination.Of(draft.Facts, draft.Addressing, details.Payers);
        var hasWarrantFile = (await drafts.DocumentsAsync(draft.Id, cancellationToken)).Any(document => document.Kind == DocumentKind.Warrant);
        if (to.Missing.Count > 0 || Sending.Of(to, draft.Addressing, certificate.Own, warrants ?? details.Warrants, hasWarrantFile, Sending.Today(clock)) is not { } sending)
        {
            return CheckOutcome.NotReady;
        }

        if (!await drafts.ChooseCertificateAsync(draft.Id, certificate.Certificate.Thumbprint, cancellationToken)
            || !await drafts.MoveAsync(draft.Id, Before, DraftState.Checking, cancellationToken: cancellationToken))
        {
            return CheckOutcome.Busy;
        }

        noticeboard.Publish(Draft.Topic(draft.Id));
        await StartAsync(draft, to, sending, certificate.Certificate);
        return CheckOutcome.Started;
    }

    // Once the state says «checking», leaving the page must not stop it half way; it ends before the job takes it for interrupted (twice the time-out).
    private async Task StartAsync(Draft draft, Destination to, Sending sending, AccountCertificate certificate)
    {
        using var limit = new CancellationTokenSource(1.75 * options.Value.RequestTimeout, clock);
        try
        {
            var konturDraft = await place.PlaceAsync(draft, to, sending, certificate, limit.Token);
            var task = await api.CheckAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), konturDraft, ct: limit.Token);
            await tasks.AddTaskAsync(draft.Id, DraftTaskKind.Check, task.Id.ToString(), CancellationToken.None);
        }
        catch (Exception error)
        {
            var vendor = error as VendorException;
            await drafts.MoveAsync(
                draft.Id, [DraftState.Checking], DraftState.Editing, (error as OriginalMissingException)?.Message ?? vendor?.Text ?? "Проверка не началась. Нажмите «Проверить» ещё раз.", vendor?.TraceId,
                cancellationToken: CancellationToken.None);
            noticeboard.Publish(Draft.Topic(draft.Id));
            if (error is not (OperationCanceledException or OriginalMissingException))
            {
                throw;
            }
        }
    }
}

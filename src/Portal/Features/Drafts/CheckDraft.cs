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

    /// <summary>Something stands in the way that the page shows: no usable certificate, no inspection to send to.</summary>
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
            var payers = (await accounts.RunAsync(actor, draft.AccountId, cancellationToken)).Payers;
            if (certificate is null || draft.Facts.FinalInspection is null || PayerOf(draft.Facts, payers) is not { } payer)
            {
                note.Outcome = "not ready";
                return CheckOutcome.NotReady;
            }

            if (!await drafts.ChooseCertificateAsync(draftId, thumbprint, cancellationToken)
                || !await drafts.MoveAsync(draftId, Before, DraftState.Checking, cancellationToken: cancellationToken))
            {
                note.Outcome = "busy";
                return CheckOutcome.Busy;
            }

            noticeboard.Publish(Draft.Topic(draftId));
            await StartAsync(draft, payer, certificate.Certificate);
            return CheckOutcome.Started;
        });

    // Once the state says «checking», leaving the page must not stop it half way; it ends before the job takes it for interrupted (twice the time-out).
    private async Task StartAsync(Draft draft, Payer payer, AccountCertificate certificate)
    {
        using var limit = new CancellationTokenSource(1.75 * options.Value.RequestTimeout, clock);
        try
        {
            var konturDraft = await place.PlaceAsync(draft, payer, certificate, limit.Token);
            var task = await api.CheckAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), konturDraft, ct: limit.Token);
            await tasks.AddTaskAsync(draft.Id, DraftTaskKind.Check, task.Id.ToString(), CancellationToken.None);
        }
        catch (Exception error)
        {
            var vendor = error as VendorException;
            await drafts.MoveAsync(
                draft.Id, [DraftState.Checking], DraftState.Editing, vendor?.Text ?? "Проверка не началась. Нажмите «Проверить» ещё раз.", vendor?.TraceId,
                cancellationToken: CancellationToken.None);
            noticeboard.Publish(Draft.Topic(draft.Id));
            if (error is not OperationCanceledException)
            {
                throw;
            }
        }
    }

    // A foreign report may be checked (the protocol says what is wrong with it); it is never signed.
    private static Payer? PayerOf(ReportFacts facts, IReadOnlyList<Payer> payers) =>
        payers.FirstOrDefault(payer => payer.Inn == facts.Inn && payer.Kpp == facts.Kpp)
        ?? payers.FirstOrDefault(payer => payer.Inn == facts.Inn)
        ?? (payers is [var main, ..] ? main : null);
}

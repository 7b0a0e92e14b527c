using Dapper;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Signatures;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Confirmations;

/// <summary>What may go wrong between the press and the signature, seen from the operations.</summary>
public sealed class ConfirmationFaultsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Where_Kontur_does_not_sign_drafts_in_the_cloud_the_portal_says_so(int status)
    {
        var (actor, draft) = await CheckedAsync("director", PortalFixture.Testovaya);
        await fixture.Outside.FaultAsync($"/drafts/{draft.KonturDraftId}/cloud-sign$", status: status);

        var signing = await SignAsync(actor, draft);

        Assert.Equal((SigningState.Ended, SigningPhase.NotAvailable), (signing.State, signing.Phase));
        Assert.Contains("не подписывает черновики облачным сертификатом", SigningWords.Ended(signing).What, StringComparison.Ordinal);
        Assert.Contains(".sig", SigningWords.Ended(signing).ToDo, StringComparison.Ordinal);
        Assert.Equal(DraftState.Checked, (await ViewAsync(actor, draft)).Draft.State);
    }

    [Fact]
    public async Task A_document_that_is_not_the_one_shown_is_refused_before_the_code_and_before_its_confirmation()
    {
        var (actor, draft) = await CheckedAsync("director", PortalFixture.Testovaya);
        var signing = await SignAsync(actor, draft);
        var code = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
        await using (var db = await fixture.Get<Database>().OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE draft_document SET sha256 = 'another' WHERE draft_id = @Id", new { draft.Id });
        }

        var outcome = Assert.IsType<ConfirmOutcome.Over>(await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, code, Stop));

        Assert.Contains("Документы изменились", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.Outside.RequestsAsync($"/drafts/{draft.KonturDraftId}/cloud-sign-confirm"));
        Assert.Equal(SigningPhase.Changed, (await ViewAsync(actor, draft)).Signing?.Phase);

        await using (var db = await fixture.Get<Database>().OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE draft_document SET content_id = @other WHERE draft_id = @Id", new { draft.Id, other = Guid.NewGuid().ToString() });
        }

        Assert.Equal(SigningPhase.Changed, (await SignAsync(actor, draft)).Phase);
        Assert.Single(await fixture.Outside.RequestsAsync($"/drafts/{draft.KonturDraftId}/cloud-sign$"));
    }

    [Fact]
    public async Task Three_wrong_codes_an_expired_one_and_one_typed_after_a_new_one_was_asked_are_refused_in_the_words_of_the_service()
    {
        var (actor, draft) = await CheckedAsync("director", PortalFixture.Testovaya);
        var first = await SignAsync(actor, draft);
        var code = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
        var wrong = code == "000000" ? "000001" : "000000";
        Assert.Contains("Осталось попыток: 2", await NotTakenAsync(actor, first, wrong), StringComparison.Ordinal);
        Assert.Contains("Осталось попыток: 1", await NotTakenAsync(actor, first, wrong), StringComparison.Ordinal);
        Assert.Contains("Попытки исчерпаны", await NotTakenAsync(actor, first, wrong), StringComparison.Ordinal);
        Assert.Contains("Попытки исчерпаны", await NotTakenAsync(actor, first, code), StringComparison.Ordinal);

        var second = (await fixture.Get<AskNewCode>().RunAsync(actor, first.Id, Stop))!;
        Assert.IsType<ConfirmOutcome.Over>(await fixture.Get<ConfirmSigning>().RunAsync(actor, first.Id, code, Stop));
        var fresh = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
        await fixture.Outside.AdvanceAsync("00:11:00");
        Assert.Contains("Срок действия кода истёк", await NotTakenAsync(actor, second, fresh), StringComparison.Ordinal);

        Assert.Equal(DraftState.Checked, (await ViewAsync(actor, draft)).Draft.State);
        Assert.Equal(2, await fixture.Outside.AcceptedPostsAsync($"/drafts/{draft.KonturDraftId}/cloud-sign$"));
    }

    [Fact]
    public async Task A_confirmation_cut_after_it_was_accepted_is_settled_by_asking_and_the_signature_is_kept()
    {
        var (actor, draft) = await CheckedAsync("director", PortalFixture.Testovaya);
        var signing = await SignAsync(actor, draft);
        await fixture.Outside.FaultAsync($"/drafts/{draft.KonturDraftId}/cloud-sign-confirm", dropAfterAccept: true);

        Assert.IsType<ConfirmOutcome.Unclear>(
            await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop));

        await fixture.ReachAsync(actor, PortalFixture.Testovaya, draft.Id, DraftState.Ready);
        Assert.Single(await fixture.Outside.RequestsAsync($"/drafts/{draft.KonturDraftId}/cloud-sign-confirm"));
        var kept = Assert.Single(await fixture.Get<SignatureStore>().OfDraftAsync(draft.Id, Stop));
        Assert.Equal((null, signing.Thumbprint, "Иванов Иван Иванович"), (kept.Problem, kept.Thumbprint, kept.Owner));
    }

    [Fact]
    public async Task A_signature_that_a_killed_portal_did_not_hand_over_reaches_its_report_later()
    {
        var (actor, draft) = await CheckedAsync("director", PortalFixture.Testovaya);
        var signing = await SignAsync(actor, draft);
        await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop);
        await fixture.ReachAsync(actor, PortalFixture.Testovaya, draft.Id, DraftState.Ready);
        await using (var db = await fixture.Get<Database>().OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE draft SET state = 'Checked' WHERE id = @Id", new { draft.Id });
            await db.ExecuteAsync("UPDATE signing SET handed_over_at = NULL, next_ask_at = 0 WHERE id = @Id", new { signing.Id });
        }

        await fixture.ReachAsync(actor, PortalFixture.Testovaya, draft.Id, DraftState.Ready);
    }

    [Fact]
    public async Task A_phone_that_confirms_after_the_person_gave_up_waiting_still_signs_and_it_is_said()
    {
        var (actor, draft) = await CheckedAsync("mydss", PortalFixture.Vector);
        var signing = await SignAsync(actor, draft);
        Assert.True(await fixture.Get<LeaveSigning>().RunAsync(actor, signing.Id, Stop));
        Assert.Equal(SigningState.Left, (await ViewAsync(actor, draft)).Signing?.State);
        Assert.Empty(await fixture.Get<ListWaiting>().RunAsync(actor, Stop));

        await AnswerAsync(signing, "approve");

        var view = await fixture.ReachAsync(actor, PortalFixture.Vector, draft.Id, DraftState.Ready);
        Assert.Equal(SigningState.Confirmed, view.Signing?.State);
        Assert.Contains("после того, как вы отказались ждать", view.Signing?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_was_changed_before_the_phone_confirmed_is_not_called_signed()
    {
        var (actor, draft) = await CheckedAsync("mydss", PortalFixture.Vector);
        var signing = await SignAsync(actor, draft);
        Assert.True(await fixture.Get<LeaveSigning>().RunAsync(actor, signing.Id, Stop));
        await fixture.AddAsync(actor, PortalFixture.Vector, draft.Id, Report.OfVector.Edit("НомКорр=\"0\"", "НомКорр=\"1\""));

        await AnswerAsync(signing, "approve");

        await Eventually.IsTrueAsync(
            async () => (await ViewAsync(actor, draft)).Signing is { State: SigningState.Confirmed, Message: { } said } && said.Contains("под прежними файлами", StringComparison.Ordinal),
            "the late signature is told of", cancellationToken: Stop);
        Assert.Equal(DraftState.Editing, (await ViewAsync(actor, draft)).Draft.State);
    }

    [Fact]
    public async Task Another_operation_on_the_phone_is_named_and_what_was_confirmed_meanwhile_is_not_lost_by_asking_anew()
    {
        var (actor, first) = await CheckedAsync("mydss", PortalFixture.Vector);
        var (_, second) = await CheckedAsync("mydss", PortalFixture.Vector);
        var earlier = await SignAsync(actor, first);
        var later = await SignAsync(actor, second);
        await Eventually.IsTrueAsync(async () => (await ViewAsync(actor, second)).Signing?.Phase == SigningPhase.BehindAnother, "the other operation is named", cancellationToken: Stop);

        await AnswerAsync(earlier, "approve");
        var again = await fixture.Get<SignDraft>().RunAsync(actor, first.Id, first.CertificateThumbprint!, Stop);

        Assert.True(again is null or { State: SigningState.Confirmed });
        await fixture.ReachAsync(actor, PortalFixture.Vector, first.Id, DraftState.Ready);
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{first.KonturDraftId}/cloud-sign$"));
        await AnswerAsync(later, "decline");
        await Eventually.IsTrueAsync(async () => (await ViewAsync(actor, second)).Signing?.Phase == SigningPhase.Declined, "the decline is told", cancellationToken: Stop);
    }

    private async Task<string> NotTakenAsync(Actor actor, Signing signing, string code) =>
        Assert.IsType<ConfirmOutcome.NotTaken>(await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, code, Stop)).Message;

    private async Task<(Actor Actor, Draft Draft)> CheckedAsync(string login, string account)
    {
        var actor = await fixture.InAsync(login, account);
        var draftId = await fixture.CheckedAsync(actor, account, account == PortalFixture.Vector ? Report.OfVector : null);
        return (actor, (await fixture.ReadAsync(actor, account, draftId)).Draft);
    }

    private async Task<Signing> SignAsync(Actor actor, Draft draft) =>
        (await fixture.Get<SignDraft>().RunAsync(actor, draft.Id, draft.CertificateThumbprint!, Stop))!;

    private Task<ReportView> ViewAsync(Actor actor, Draft draft) => fixture.ReadAsync(actor, draft.AccountId, draft.Id);

    private async Task AnswerAsync(Signing signing, string answer)
    {
        using var phone = new HttpClient { BaseAddress = fixture.Outside.Address };
        (await phone.PostAsync($"controls/mydss/{signing.KonturTaskId}/{answer}", null, Stop)).EnsureSuccessStatusCode();
    }
}

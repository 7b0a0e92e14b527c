using System.Security.Cryptography;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inbox;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>«Передать на подпись»: the colleague signs exactly what was handed over, each in a session of their own.</summary>
public sealed class HandOverTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly string AccountantPhone = Partner.Demo("accountant").Phone!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_accountant_signs_the_directors_report_with_an_own_phone_and_the_director_sends_it()
    {
        var (director, accountant, draftId, request) = await HandedAsync();
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.ReadAsync(accountant, Account, draftId));
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<ReadRequest>().RunAsync(director, request.Id, Stop));
        Assert.Equal(CheckOutcome.Busy, await fixture.CheckAsync(director, Account, draftId));

        await SignAsync(accountant, request.Id);

        var ready = await fixture.ReachAsync(director, Account, draftId, DraftState.Ready);
        Assert.Equal((RequestState.Done, "Петрова Анна Сергеевна"), (ready.Handed!.State, ready.Handed.ToName));
        Assert.Equal(SendOutcome.Accepted, await fixture.Get<SendDraft>().RunAsync(director, draftId, cancellationToken: Stop));
        var sent = await fixture.ReachAsync(director, Account, draftId, DraftState.Sent);

        var signs = await fixture.Outside.RequestsAsync("/cloud-sign");
        Assert.Contains(signs, line => line is { Person: "accountant", Accepted: true });
        var own = await fixture.Outside.RequestsAsync(sent.Draft.KonturDraftId!);
        Assert.All(own.Where(line => line.Accepted), line => Assert.Equal("director", line.Person));
        Assert.Contains(own, line => line.Verb == "PUT" && line.Path.Contains("/signatures/", StringComparison.Ordinal));
        Assert.Null(await fixture.Get<FindSent>().RunAsync(accountant, draftId, Stop));
        var receipt = await fixture.Get<ReadReceipt>().RunAsync(director, Account, draftId, Stop);
        Assert.Contains(ReceiptDocument.Facts(receipt!), fact => fact.Value.Contains("Петрова Анна Сергеевна", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_replaced_after_handing_over_makes_the_request_void_and_nothing_is_signed()
    {
        var (director, accountant, draftId, request) = await HandedAsync();

        var pinned = request.Documents[0];
        var (_, bytes) = await fixture.Get<OpenHandedFile>().RunAsync(accountant, request.Id, pinned.DocumentId, Stop);
        await using (bytes)
        {
            Assert.Equal(pinned.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes!, Stop)));
        }

        await fixture.AddAsync(director, Account, draftId, Report.Another());

        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<OpenHandedFile>().RunAsync(accountant, request.Id, pinned.DocumentId, Stop));
        Assert.Null(await fixture.Get<SignRequest>().RunAsync(accountant, request.Id, Stop));
        var view = await fixture.Get<ReadRequest>().RunAsync(accountant, request.Id, Stop);
        Assert.Equal(RequestState.Void, view.Request.State);
        Assert.Contains("изменились", RequestWords.WhyNot(view), StringComparison.Ordinal);
        Assert.Equal(0, await fixture.Get<CountInbox>().RunAsync(accountant, Stop));
        Assert.Equal(RequestState.Void, (await fixture.ReadAsync(director, Account, draftId)).Handed!.State);
    }

    [Fact]
    public async Task A_refusal_comes_back_with_its_reason_and_what_is_withdrawn_is_signed_by_nobody()
    {
        var (director, accountant, draftId, request) = await HandedAsync();
        Assert.False(await fixture.Get<DeclineRequest>().RunAsync(accountant, request.Id, "  ", Stop));
        Assert.True(await fixture.Get<DeclineRequest>().RunAsync(accountant, request.Id, "Не тот период", Stop));
        Assert.False(await fixture.Get<WithdrawRequest>().RunAsync(director, draftId, Stop));
        Assert.Equal((RequestState.Declined, "Не тот период"), (await fixture.ReadAsync(director, Account, draftId)).Handed is { } declined ? (declined.State, declined.Reason) : default);

        var again = await HandOverAsync(director, accountant, draftId);
        Assert.True(await fixture.Get<WithdrawRequest>().RunAsync(director, draftId, Stop));
        Assert.Null(await fixture.Get<SignRequest>().RunAsync(accountant, again.Id, Stop));
        Assert.Equal(CheckOutcome.Started, await fixture.CheckAsync(director, Account, draftId));
    }

    [Fact]
    public async Task What_is_withdrawn_while_the_code_is_typed_gets_no_signature()
    {
        var (director, accountant, draftId, request) = await HandedAsync();
        var signing = (await fixture.Get<SignRequest>().RunAsync(accountant, request.Id, Stop))!;
        var code = await fixture.Outside.CodeAsync(AccountantPhone);
        await Assert.ThrowsAsync<ReportFileException>(() => fixture.AddAsync(director, Account, draftId, Report.Another()));
        Assert.True(await fixture.Get<WithdrawRequest>().RunAsync(director, draftId, Stop));

        await fixture.Get<ConfirmSigning>().RunAsync(accountant, signing.Id, code, Stop);

        var draft = (await fixture.ReadAsync(director, Account, draftId)).Draft;
        Assert.Equal(DraftState.Checked, draft.State);
        Assert.DoesNotContain(await fixture.Outside.RequestsAsync(draft.KonturDraftId!), line => line.Path.Contains("/signatures/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stranger_of_another_organisation_is_no_colleague()
    {
        await fixture.InAsync("mydss", PortalFixture.Vector);
        var director = await fixture.InAsync("director", Account);
        await fixture.InAsync("accountant", Account);

        var colleagues = await fixture.Get<ListColleagues>().RunAsync(director, Account, Stop);

        var only = Assert.Single(colleagues);
        Assert.Equal(("Петрова Анна Сергеевна", "", "", null), (only.FullName, only.Choice.Own!.Phone, only.Choice.Own.PhoneTail, only.Choice.Own.Snils));
        Assert.Empty(await fixture.Get<ListColleagues>().RunAsync(director, PortalFixture.Vector, Stop));
    }

    [Fact]
    public async Task The_inbox_shows_what_waits_and_the_colleague_signs_there()
    {
        var (director, accountant, draftId, request) = await HandedAsync();
        await using var tab = await fixture.TabAsync("accountant");
        var page = tab.Open<RequestPage>(("AccountId", Guid.Parse(Account)), ("RequestId", request.Id));
        PortalBunit.Shows(page, "Посмотрите, пожалуйста");
        var list = tab.Open<InboxPage>(("AccountId", Guid.Parse(Account)));
        PortalBunit.Shows(list, "Ждёт вашей подписи");
        await PortalBunit.PressAsync(page, "Подписать");
        await PortalBunit.PasteCodeAsync(page, await fixture.Outside.CodeAsync(AccountantPhone));

        PortalBunit.Shows(page, "Вы подписали этот отчёт");
        PortalBunit.Shows(list, "Подписан");
        await fixture.ReachAsync(director, Account, draftId, DraftState.Ready);
    }

    private async Task<(Actor Director, Actor Accountant, string DraftId, SignatureRequest Request)> HandedAsync()
    {
        var accountant = await fixture.InAsync("accountant", Account);
        var director = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(director, Account, Report.Another());
        return (director, accountant, draftId, await HandOverAsync(director, accountant, draftId));
    }

    private async Task<SignatureRequest> HandOverAsync(Actor director, Actor accountant, string draftId)
    {
        var colleague = Assert.Single(await fixture.Get<ListColleagues>().RunAsync(director, Account, Stop));
        Assert.Equal(HandOverOutcome.Handed, await fixture.Get<HandOver>().RunAsync(director, draftId, colleague.LinkId, "Посмотрите, пожалуйста", Stop));
        Assert.NotEqual(HandOverOutcome.Handed, await fixture.Get<HandOver>().RunAsync(director, draftId, colleague.LinkId, null, Stop));
        await fixture.ReachAsync(director, Account, draftId, DraftState.Checked);
        return (await fixture.Get<ListInbox>().RunAsync(accountant, Stop))[0];
    }

    private async Task SignAsync(Actor accountant, string requestId)
    {
        var signing = (await fixture.Get<SignRequest>().RunAsync(accountant, requestId, Stop))!;
        Assert.Equal((SigningKind.HandedSignature, "Петрова Анна Сергеевна"), (signing.Kind, signing.Owner));
        Assert.IsType<ConfirmOutcome.Confirmed>(await fixture.Get<ConfirmSigning>().RunAsync(accountant, signing.Id, await fixture.Outside.CodeAsync(AccountantPhone), Stop));
    }
}

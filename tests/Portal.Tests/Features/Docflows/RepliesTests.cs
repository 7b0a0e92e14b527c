using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>Answers to state bodies: at once, by code and on the phone, never twice, and told truthfully whatever the wire does.</summary>
public sealed class RepliesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Letter = "fns534-cu-letter";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fns534-cu-letter")]
    [InlineData("fns534-demand")]
    [InlineData("stat-cu-letter")]
    public async Task A_receipt_is_signed_at_once_and_sent_once(string kind)
    {
        var (actor, entry) = await ArrivedAsync("director", Account, kind);
        var receipt = await PossibleAsync(actor, entry, "-receipt");
        Assert.True(receipt.IsSignedAtOnce);

        var given = await GiveAsync(actor, entry, receipt);

        Assert.Equal((SigningState.Confirmed, SigningWay.None, null), (given.Signing?.State, given.Signing?.Way, given.Why));
        Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, receipt)).State);
        Assert.DoesNotContain(receipt, (await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Possible);
        Assert.Equal("На этот документ уже ответили: состояние обновлено.", (await GiveAsync(actor, entry, receipt)).Why);
        Assert.Equal(1, await SentAsync(receipt));
    }

    [Fact]
    public async Task Every_receipt_of_an_accepted_report_ends_it()
    {
        var actor = await fixture.InAsync("director", Account);
        await fixture.Get<RefreshDocflows>().RunAsync(actor, Account, cancellationToken: Stop);
        var entry = await FirstAsync(actor, row => row.Type.EndsWith(":fns534-report", StringComparison.Ordinal) && row.Status.EndsWith("response-arrived", StringComparison.Ordinal));
        await fixture.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);

        while ((await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Possible is [var next, ..])
        {
            Assert.Null((await GiveAsync(actor, entry, next)).Why);
            Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, next)).State);
        }

        Assert.EndsWith("finished", (await ReadAsync(actor, entry)).Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_a_confirmation_waits_for_the_code()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, "fns534-demand");
        await GiveAsync(actor, entry, await PossibleAsync(actor, entry, "-receipt"));
        var acceptance = await PossibleAsync(actor, entry, "acceptance-result-positive");

        var given = await GiveAsync(actor, entry, acceptance);
        Assert.Equal((SigningState.Waiting, SigningWay.Sms), (given.Signing?.State, given.Signing?.Way));
        Assert.Equal($"/a/{Account}/docflows/{entry.Id}", KindWords.Href(given.Signing!));
        Assert.Equal(1, await SentAsync(acceptance)); // the receipt
        Assert.IsType<ConfirmOutcome.NotTaken>(await ConfirmAsync(actor, given.Signing!, "000000"));
        Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(actor, given.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));

        Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, acceptance)).State);
        Assert.Equal(2, await SentAsync(acceptance));
        Assert.DoesNotContain((await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Possible, one => one.ReplyType.Contains("acceptance-result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_the_phone_it_is_sent_although_nobody_waits()
    {
        var (actor, entry) = await ArrivedAsync("mydss", PortalFixture.Vector, "fns534-demand");
        await GiveAsync(actor, entry, await PossibleAsync(actor, entry, "-receipt"));
        var acceptance = await PossibleAsync(actor, entry, "acceptance-result-positive");
        var given = await GiveAsync(actor, entry, acceptance);
        Assert.Equal(SigningWay.MyDss, given.Signing?.Way);

        await fixture.Outside.AnswerMyDssAsync(given.Signing!.KonturTaskId!, "approve");

        await BecomesAsync(actor, entry, acceptance, ReplyState.Sent);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_it_was_taken_is_settled_by_asking()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, Letter);
        var receipt = await PossibleAsync(actor, entry, "-receipt");
        await fixture.Outside.FaultAsync($"{receipt.DocumentId}/replies/.*/send", dropAfterAccept: true);

        await GiveAsync(actor, entry, receipt);

        await BecomesAsync(actor, entry, receipt, ReplyState.Sent);
        Assert.Equal(1, await SentAsync(receipt));
    }

    [Fact]
    public async Task What_never_arrived_is_said_not_to_be_sent_and_sent_by_another_press()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, Letter);
        var receipt = await PossibleAsync(actor, entry, "-receipt");
        await fixture.Outside.FaultAsync($"{receipt.DocumentId}/replies/.*/send", status: 503);

        await GiveAsync(actor, entry, receipt);
        await BecomesAsync(actor, entry, receipt, ReplyState.NotSent);

        Assert.Null((await GiveAsync(actor, entry, receipt)).Why);
        Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, receipt)).State);
        Assert.Equal(1, await SentAsync(receipt));
    }

    [Fact]
    public async Task Of_many_presses_at_once_one_answer_leaves()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, Letter);
        var receipt = await PossibleAsync(actor, entry, "-receipt");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GiveAsync(actor, entry, receipt)));

        await BecomesAsync(actor, entry, receipt, ReplyState.Sent);
        Assert.Equal(1, await SentAsync(receipt));
    }

    [Fact]
    public async Task What_two_jobs_send_at_the_same_moment_leaves_once_and_is_shown_as_sent()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, Letter);
        var receipt = await PossibleAsync(actor, entry, "-receipt");
        await fixture.Outside.FaultAsync($"{receipt.DocumentId}/replies/.*/send", status: 503);
        await GiveAsync(actor, entry, receipt);
        await BecomesAsync(actor, entry, receipt, ReplyState.NotSent);
        var reply = await GivenAsync(actor, entry, receipt);
        await fixture.Outside.FaultAsync($"{receipt.DocumentId}/replies/.*/send", delayMs: 1_000);

        // As after a kill: the job of signatures hands it over, that of answers finds it signed.
        await Task.WhenAll(fixture.Get<SendReply>().SendAsync(reply), fixture.Get<SendReply>().SendAsync(reply));

        Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, receipt)).State);
        Assert.Equal(1, await SentAsync(receipt));
    }

    [Fact]
    public async Task The_page_offers_it_says_that_no_code_is_needed_and_shows_that_it_was_sent()
    {
        var (_, entry) = await ArrivedAsync("director", Account, Letter);
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<DocflowPage>((nameof(DocflowPage.AccountId), Guid.Parse(Account)), (nameof(DocflowPage.EntryId), entry.Id));
        PortalBunit.Shows(page, "Что нужно ответить");
        PortalBunit.Shows(page, "Подписывается сразу, без кода");

        await PortalBunit.PressAsync(page, "Отправить извещение");

        PortalBunit.Shows(page, "Ваши ответы");
        PortalBunit.Shows(page, "Отправлено сегодня");
        PortalBunit.Hides(page, "Отправить извещение");
    }

    [Fact]
    public async Task A_refusal_asks_for_its_reasons_and_takes_them_along()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, "fns534-demand");
        await GiveAsync(actor, entry, await PossibleAsync(actor, entry, "-receipt"));
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<DocflowPage>((nameof(DocflowPage.AccountId), Guid.Parse(Account)), (nameof(DocflowPage.EntryId), entry.Id));
        PortalBunit.Shows(page, "Принять требование");
        Assert.StartsWith("Портал проверит требование, когда вы расшифруете его", (await fixture.Get<CheckDemand>().RunAsync(actor, entry.Id, Stop)).Why, StringComparison.Ordinal);

        var refusal = await PossibleAsync(actor, entry, "acceptance-result-negative");
        var given = await fixture.Get<GiveReply>().RunAsync(actor, entry.Id, refusal.DocumentId, refusal.ReplyType, ["0300300030"], Stop);
        Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(actor, given.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));

        Assert.Equal(ReplyState.Sent, (await GivenAsync(actor, entry, refusal)).State);
        PortalBunit.Hides(page, "Принять требование");
        var sent = (await fixture.Get<DocflowStore>().DocumentsAsync(entry.Id, Stop)).Single(document => document.Type.EndsWith("acceptance-result-negative", StringComparison.Ordinal));
        var read = await fixture.Get<Portal.Features.Docflows.Reading.OpenDocument>().RunAsync(actor, entry.Id, sent.DocumentId, Stop);
        Assert.Contains("0300300030", (await fixture.Get<Portal.Features.Docflows.Reading.KeptText>().ReadAsync(read.Content!, Stop))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decrypted_demand_is_checked_by_the_service()
    {
        var (actor, entry) = await ArrivedAsync("director", Account, "fns534-demand");
        await GiveAsync(actor, entry, await PossibleAsync(actor, entry, "-receipt"));
        foreach (var document in (await fixture.Get<DocflowStore>().DocumentsAsync(entry.Id, Stop)).Where(document => document.IsSealed))
        {
            var begun = await fixture.Get<Portal.Features.Docflows.Decryption.DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
            Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(actor, begun.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));
        }

        var found = await fixture.Get<CheckDemand>().RunAsync(actor, entry.Id, Stop);
        Assert.Null(found.Why);
        Assert.Empty(found.Codes);
    }

    private Task<GiveOutcome> GiveAsync(Actor actor, DocflowEntry entry, PossibleReply reply) => fixture.Get<GiveReply>().RunAsync(actor, entry.Id, reply.DocumentId, reply.ReplyType, cancellationToken: Stop);

    private Task<ConfirmOutcome> ConfirmAsync(Actor actor, Signing signing, string code) => fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, code, Stop);

    private Task<int> SentAsync(PossibleReply reply) => fixture.Outside.AcceptedPostsAsync($"{reply.DocumentId}/replies/[0-9a-f-]+/send");

    private async Task<PossibleReply> PossibleAsync(Actor actor, DocflowEntry entry, string ending) =>
        (await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Possible.First(one => one.ReplyType.EndsWith(ending, StringComparison.Ordinal));

    private async Task<Reply> GivenAsync(Actor actor, DocflowEntry entry, PossibleReply reply) =>
        (await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Given.First(one => (one.DocumentId, one.ReplyType) == (reply.DocumentId, reply.ReplyType));

    private Task BecomesAsync(Actor actor, DocflowEntry entry, PossibleReply reply, ReplyState state) => Eventually.IsTrueAsync(
        async () => (await GivenAsync(actor, entry, reply)).State == state, $"{reply.ReplyType} is {state}", TimeSpan.FromSeconds(60), Stop);

    private async Task<DocflowEntry> ReadAsync(Actor actor, DocflowEntry entry)
    {
        await fixture.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);
        return (await fixture.Get<DocflowStore>().FindAsync((await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id, entry.Id, Stop))!;
    }

    private async Task<DocflowEntry> FirstAsync(Actor actor, Func<DocflowEntry, bool> wanted)
    {
        var link = (await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id;
        await using var db = await fixture.Get<Portal.Storage.Database>().OpenAsync(Stop);
        var ids = await Dapper.SqlMapper.QueryAsync<string>(db, "SELECT id FROM docflow WHERE link_id = @link", new { link });
        foreach (var id in ids)
        {
            if (await fixture.Get<DocflowStore>().FindAsync(link, id, Stop) is { } row && wanted(row))
            {
                return row;
            }
        }

        throw new InvalidOperationException("No such docflow.");
    }

    private Task<(Actor Actor, DocflowEntry Entry)> ArrivedAsync(string login, string account, string kind) => fixture.ArrivedAsync(login, account, kind, Stop);
}

using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Features.Drafts.List;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

public sealed class DraftStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_draft_is_found_by_its_own_link_only(string engine)
    {
        var (database, store, draft) = await AddAsync(engine);
        var other = await Databases.LinkAsync(database);

        var found = await store.FindAsync(draft.LinkId, draft.Id, Stop);
        Assert.Equal(draft.Facts, found?.Facts);
        Assert.Equal(draft.CreatedAt.ToUnixTimeMilliseconds(), found?.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Equal([draft.Id], (await ListAsync(draft.LinkId)).Select(one => one.Id));

        Assert.Null(await store.FindAsync(other.Id, draft.Id, Stop));
        Assert.Empty(await ListAsync(other.Id));
        Assert.False(await store.DeleteAsync(other.Id, draft.Id, Stop));
        Assert.NotNull(await store.FindAsync(draft.LinkId, draft.Id, Stop));

        async Task<IReadOnlyList<ListedDraft>> ListAsync(string linkId) =>
            (await new DraftListStore(database, TimeProvider.System).PageAsync(linkId, draft.AccountId, new DraftFilter(), 0, 10, Stop)).Rows;
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_report_is_replaced_a_warrant_is_added_and_removed_and_the_draft_begins_anew(string engine)
    {
        var (_, store, draft) = await AddAsync(engine, DraftState.Checked);
        var atKontur = Guid.NewGuid().ToString();
        await store.SetKonturDraftAsync(draft.Id, atKontur, Stop);
        var warrant = DraftRows.File(draft.Id, DocumentKind.Warrant);

        Assert.True(await store.AddDocumentAsync(warrant, Stop));
        Assert.Equal(DraftState.Editing, (await store.FindAsync(draft.LinkId, draft.Id, Stop))?.State);
        var report = DraftRows.File(draft.Id, DocumentKind.Report);
        Assert.True(await store.ReplaceReportAsync(report, draft.Facts with { Year = "2025" }, Stop));

        Assert.Equal([report.Id, warrant.Id], (await store.DocumentsAsync(draft.Id, Stop)).Select(file => file.Id));
        var changed = await store.FindAsync(draft.LinkId, draft.Id, Stop);
        Assert.Equal(("2025", atKontur), (changed?.Facts.Year, changed?.KonturDraftId));
        Assert.False(await store.RemoveDocumentAsync(draft.Id, report.Id, Stop));
        Assert.True(await store.RemoveDocumentAsync(draft.Id, warrant.Id, Stop));
        Assert.Equal([report.Id], (await store.DocumentsAsync(draft.Id, Stop)).Select(file => file.Id));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Files_do_not_change_once_the_report_is_on_its_way_or_while_a_signature_is_open(string engine)
    {
        var (database, store, sending) = await AddAsync(engine, DraftState.Sending);
        Assert.False(await store.AddDocumentAsync(DraftRows.File(sending.Id, DocumentKind.Warrant), Stop));
        Assert.False(await store.ReplaceReportAsync(DraftRows.File(sending.Id, DocumentKind.Report), sending.Facts, Stop));
        Assert.False(await store.ChooseCertificateAsync(sending.Id, "AA", Stop));
        Assert.Single(await store.DocumentsAsync(sending.Id, Stop));

        var signed = await DraftRows.AddAsync(database, DraftState.Checked);
        var request = new SigningRequest(signed.Id, signed.LinkId, signed.AccountId, Guid.NewGuid().ToString(), "AA", "Иванов", "+7", []);
        Assert.NotNull(await new SigningStore(database, TimeProvider.System).BeginAsync(request, Stop));
        Assert.False(await store.AddDocumentAsync(DraftRows.File(signed.Id, DocumentKind.Warrant), Stop));
        Assert.Equal(DraftState.Checked, (await store.FindAsync(signed.LinkId, signed.Id, Stop))?.State);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_move_happens_from_a_named_state_only_and_keeps_the_protocol_unless_there_is_a_new_one(string engine)
    {
        var (_, store, draft) = await AddAsync(engine, DraftState.Checking);
        var protocol = new CheckProtocol([new CheckFinding(null, true, "Ошибка", "строка 1", "code")]);

        Assert.False(await store.MoveAsync(draft.Id, [DraftState.Editing, DraftState.Checked], DraftState.Signed, cancellationToken: Stop));
        Assert.True(await store.MoveAsync(draft.Id, [DraftState.Checking], DraftState.CheckFailed, "Беда", "trace", protocol, Stop));
        Assert.True(await store.MoveAsync(draft.Id, [DraftState.CheckFailed], DraftState.CheckFailed, cancellationToken: Stop));

        var found = await store.FindAsync(draft.LinkId, draft.Id, Stop);
        Assert.Null(found?.Problem);
        Assert.Equal(protocol.Findings, found?.CheckResult?.Findings);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_moves_at_the_same_moment_one_happens(string engine)
    {
        var (_, store, draft) = await AddAsync(engine, DraftState.Signed);

        var moved = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => store.MoveAsync(draft.Id, [DraftState.Signed], DraftState.Preparing, cancellationToken: Stop)));

        Assert.Single(moved, yes => yes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_being_sent_or_was_sent_is_not_deleted_and_the_rest_goes_with_all_its_rows(string engine)
    {
        var (database, store, draft) = await AddAsync(engine, DraftState.Ready);
        var tasks = new DraftTaskStore(database, TimeProvider.System);
        Assert.NotNull(await tasks.IntendAsync(draft.Id, "Иванов", TimeSpan.FromHours(1), Stop));
        Assert.False(await store.DeleteAsync(draft.LinkId, draft.Id, Stop));
        await tasks.SettleAsync(draft.Id, SendState.Refused, DraftState.Ready, cancellationToken: Stop);
        await tasks.AddTaskAsync(draft.Id, DraftTaskKind.Check, "task", Stop);

        Assert.True(await store.DeleteAsync(draft.LinkId, draft.Id, Stop));

        foreach (var place in new[] { "draft_document WHERE draft_id", "draft_task WHERE draft_id", "send_attempt WHERE draft_id", "signing WHERE subject_id", "draft_term WHERE draft_id", "sent_file WHERE draft_id" })
        {
            Assert.Equal(0, await Databases.ScalarAsync<long>(database, $"SELECT count(*) FROM {place} = @Id", new { draft.Id }));
        }

        Assert.Null(await store.FindForJobAsync(draft.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_draft_whose_work_stopped_half_way_is_found_once_nothing_runs_for_it(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var store = new DraftStore(database, clock);
        var stuck = await DraftRows.AddAsync(database, DraftState.Preparing, clock);
        var signed = await DraftRows.AddAsync(database, DraftState.Signed, clock);
        var running = await DraftRows.AddAsync(database, DraftState.Checking, clock);
        await new DraftTaskStore(database, clock).AddTaskAsync(running.Id, DraftTaskKind.Check, "task", Stop);

        Assert.DoesNotContain(await store.StuckAsync(clock.GetUtcNow(), Stop), row => row.DraftId == stuck.Id);
        clock.Advance(TimeSpan.FromMinutes(1));
        var found = await store.StuckAsync(clock.GetUtcNow(), Stop);

        Assert.Contains((stuck.Id, DraftState.Preparing), found);
        Assert.DoesNotContain(found, row => row.DraftId == running.Id);
        Assert.Contains(signed.Id, await store.SignedWithoutTaskAsync(clock.GetUtcNow(), Stop));
    }

    private async Task<(Database Database, DraftStore Store, Draft Draft)> AddAsync(string engine, DraftState state = DraftState.Editing)
    {
        var database = await databases.GetAsync(engine);
        return (database, new DraftStore(database, TimeProvider.System), await DraftRows.AddAsync(database, state));
    }
}

using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Features.Drafts;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Confirmations;

public sealed class SigningStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_beginnings_at_the_same_moment_one_is_open(string engine)
    {
        var (database, store, request) = await RequestAsync(engine);

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.BeginAsync(request, Stop)));

        Assert.Single(begun, signing => signing is not null);
        Assert.True((await store.LatestAsync(request.LinkId, request.SubjectId, Stop))!.IsOpen);
        Assert.Equal(1, await Databases.ScalarAsync<long>(database, "SELECT count(*) FROM signing WHERE subject_id = @SubjectId", new { request.SubjectId }));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_new_code_takes_the_place_of_one_that_waits_but_not_of_one_on_the_wire(string engine)
    {
        var (_, store, request) = await RequestAsync(engine);
        var first = (await store.BeginAsync(request, Stop))!;
        Assert.Null(await store.BeginAsync(request, Stop));
        await store.WaitAsync(first.Id, SigningWay.Sms, "request-1", null, Stop);
        Assert.Equal([first.Id], (await store.WaitingAsync(request.LinkId, Stop)).Select(signing => signing.Id));

        var second = (await store.BeginAsync(request, Stop))!;

        Assert.Equal(SigningState.Superseded, (await store.FindAsync(request.LinkId, first.Id, Stop))?.State);
        Assert.False(await store.MoveAsync(first.Id, SigningState.Waiting, SigningState.Confirming, cancellationToken: Stop));
        await store.WaitAsync(second.Id, SigningWay.Sms, "request-2", null, Stop);
        Assert.True(await store.MoveAsync(second.Id, SigningState.Waiting, SigningState.Confirming, cancellationToken: Stop));
        Assert.Null(await store.BeginAsync(request, Stop));
        Assert.False(await store.MoveAsync(second.Id, SigningState.Waiting, SigningState.Confirming, cancellationToken: Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_operation_is_read_by_its_own_link_only_and_keeps_what_was_signed(string engine)
    {
        var (database, store, request) = await RequestAsync(engine);
        var signing = (await store.BeginAsync(request, Stop))!;
        await store.WaitAsync(signing.Id, SigningWay.MyDss, null, "task-1", Stop);
        var other = await Databases.LinkAsync(database);

        var found = await store.LatestAsync(request.LinkId, request.SubjectId, Stop);

        Assert.Equal(request.Documents, found?.Documents);
        Assert.Equal((SigningWay.MyDss, "task-1", SigningState.Waiting), (found?.Way, found?.KonturTaskId, found?.State));
        Assert.Null(await store.FindAsync(other.Id, signing.Id, Stop));
        Assert.Null(await store.LatestAsync(other.Id, request.SubjectId, Stop));
        Assert.Empty(await store.WaitingAsync(other.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_job_is_shown_what_waits_on_a_phone_what_lost_its_answer_and_what_never_began(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var store = new SigningStore(database, clock);
        var (phone, code, begun) = (await BeginAsync(database, store), await BeginAsync(database, store), await BeginAsync(database, store));
        await store.WaitAsync(phone.Id, SigningWay.MyDss, null, "task", Stop);
        await store.WaitAsync(code.Id, SigningWay.Sms, "request", null, Stop);

        Assert.Equal([phone.Id], await DueAsync());
        Assert.True(await store.MoveAsync(code.Id, SigningState.Waiting, SigningState.Confirming, askIn: TimeSpan.FromSeconds(2), cancellationToken: Stop));
        Assert.Equal([phone.Id], await DueAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new[] { phone.Id, code.Id, begun.Id }.Order(), (await DueAsync()).Order());
        Assert.True(await store.MoveAsync(phone.Id, SigningState.Waiting, SigningState.Ended, "Отказ", cancellationToken: Stop));
        Assert.DoesNotContain(phone.Id, await DueAsync());
        await Databases.UnlinkAsync(database, code.LinkId);
        Assert.Equal([begun.Id], await DueAsync());

        async Task<IReadOnlyList<string>> DueAsync() =>
            [.. (await store.DueAsync(clock.GetUtcNow().AddMinutes(-1), 1000, Stop)).Select(signing => signing.Id)
                .Where(id => id == phone.Id || id == code.Id || id == begun.Id)];
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_phone_that_was_given_up_and_a_signature_not_handed_over_are_still_due(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var store = new SigningStore(database, clock);
        var (left, done) = (await BeginAsync(database, store), await BeginAsync(database, store));
        await store.WaitAsync(left.Id, SigningWay.MyDss, null, "task", Stop);
        Assert.True(await store.MoveAsync(left.Id, SigningState.Waiting, SigningState.Left, phase: SigningPhase.GivenUp, cancellationToken: Stop));
        Assert.True(await store.MoveAsync(done.Id, SigningState.Starting, SigningState.Confirmed, cancellationToken: Stop));
        Assert.Equal([left.Id], await DueAsync());

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new[] { left.Id, done.Id }.Order(), (await DueAsync()).Order());
        await store.HandedOverAsync(done.Id, "Сказано", Stop);
        Assert.Equal([left.Id], await DueAsync());
        Assert.Equal("Сказано", (await store.FindAsync(done.LinkId, done.Id, Stop))?.Message);
        Assert.Equal(left.Id, (await store.OnPhoneAsync(left.LinkId, left.SubjectId, Stop))?.Id);

        async Task<IReadOnlyList<string>> DueAsync() =>
            [.. (await store.DueAsync(clock.GetUtcNow().AddHours(-1), 1000, Stop)).Select(signing => signing.Id).Where(id => id == left.Id || id == done.Id)];
    }

    private async Task<(Database Database, SigningStore Store, SigningRequest Request)> RequestAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, new SigningStore(database, TimeProvider.System), Of(await DraftRows.AddAsync(database, DraftState.Checked)));
    }

    private static async Task<Signing> BeginAsync(Database database, SigningStore store) =>
        (await store.BeginAsync(Of(await DraftRows.AddAsync(database, DraftState.Checked)), Stop))!;

    private static SigningRequest Of(Draft draft) => new(
        draft.Id, draft.LinkId, draft.AccountId, Guid.NewGuid().ToString(), "AA", "Иванов", "+7 ••• •••-00-01", [new SignedDocument("d", "Отчёт.xml", "ab")]);
}

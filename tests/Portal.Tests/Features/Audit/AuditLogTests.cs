using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Audit;

public sealed class AuditLogTests(Databases databases)
{
    private static readonly Actor Actor = new("person", "session", "Иванов", IsAdmin: false);

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_done_leaves_a_row_with_all_that_was_noted(string engine)
    {
        var (log, store, id) = await LogAsync(engine);

        await log.RecordAsync(Actor, "room.verb", null, note =>
        {
            (note.ObjectId, note.LinkId, note.AccountId, note.Detail, note.TraceId) = (id, "link", "account", "факты", "trace");
            return Task.FromResult(1);
        });

        var row = Assert.Single(await store.OfObjectAsync(id, 10, Stop));
        Assert.Equal(
            ("person", "Иванов", "session", "link", "account", "room.verb", "done", "факты", "trace"),
            (row.PersonId, row.PersonName, row.SessionId, row.LinkId, row.AccountId, row.Operation, row.Outcome, row.Detail, row.TraceId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_failure_of_any_kind_leaves_its_row_and_is_thrown_on_and_the_newest_comes_first(string engine)
    {
        var (log, store, id) = await LogAsync(engine);
        (Exception Error, string Outcome)[] failures =
        [
            (new AccessDeniedException(), "denied"), (new NotLinkedException(), "denied"), (new OperationCanceledException(), "cancelled"),
            (new VendorException(VendorErrorKind.Rejected, "Extern", traceId: "trace"), "failed"),
            (new VendorException(VendorErrorKind.Unavailable, "Extern", isUnclear: true), "unclear"), (new InvalidOperationException("secret"), "failed"),
        ];
        foreach (var (error, _) in failures)
        {
            Assert.Same(error, await Record.ExceptionAsync(() => log.RecordAsync<int>(Actor, "room.verb", id, _ => throw error)));
            await Task.Delay(2, Stop);
        }

        var rows = await store.OfObjectAsync(id, 10, Stop);
        Assert.Equal(failures.Select(failure => failure.Outcome).Reverse(), rows.Select(row => row.Outcome));
        Assert.Equal("trace", rows[2].TraceId);
        Assert.DoesNotContain(rows, row => row.Detail?.Contains("secret", StringComparison.Ordinal) == true);
        Assert.Equal(2, (await store.OfObjectAsync(id, 2, Stop)).Count);
    }

    private async Task<(AuditLog Log, AuditStore Store, string ObjectId)> LogAsync(string engine)
    {
        var store = new AuditStore(await databases.GetAsync(engine), AuditStage.Chain());
        return (new AuditLog(store, TimeProvider.System, NullLogger<AuditLog>.Instance), store, Guid.NewGuid().ToString());
    }
}

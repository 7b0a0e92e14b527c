using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Hosting.Mail;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Hosting;

/// <summary>A row of the queue.</summary>
internal sealed record MailRow
{
    public required string Recipient { get; init; }

    public required string Body { get; init; }

    public required long Tries { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>The outbox and its job on a database of their own, with a clock that the test moves and a real mail server.</summary>
internal sealed class MailStage : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly Database database;
    private readonly IOptions<MailOptions> options;

    private MailStage(TempFolder folder, Database database, SmtpServer server, MailOptions options)
    {
        (this.folder, this.database, Server, this.options) = (folder, database, server, Options.Create(options));
        Store = new MailStore(database, Clock);
        Outbox = new Outbox(Store, this.options);
    }

    public FakeTimeProvider Clock { get; } = TestClock.Create();

    public SmtpServer Server { get; }

    public MailStore Store { get; }

    public Outbox Outbox { get; }

    /// <summary>The settings that point a portal at the server.</summary>
    public static MailOptions OptionsOf(SmtpServer server) => new() { Host = "127.0.0.1", Port = server.Port, Tls = false, From = "portal@partner.example" };

    public static async Task<MailStage> CreateAsync(string engine, string login = "", Action<MailOptions>? change = null)
    {
        Assert.SkipWhen(SmtpServer.Missing is not null, SmtpServer.Missing ?? "");
        var folder = new TempFolder();
        var database = new Database(
            new StorageOptions { ConnectionString = await Databases.EmptyAsync(engine, folder) }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var server = await SmtpServer.StartAsync(login);
        var options = OptionsOf(server);
        change?.Invoke(options);
        return new MailStage(folder, database, server, options);
    }

    /// <summary>Every row of the queue.</summary>
    public static async Task<IReadOnlyList<MailRow>> RowsAsync(Database database)
    {
        await using var db = await database.OpenAsync(TestContext.Current.CancellationToken);
        return [.. await db.QueryAsync<MailRow>("SELECT recipient, body, tries, problem, next_try_at, sent_at FROM mail ORDER BY created_at, recipient")];
    }

    public Task<IReadOnlyList<MailRow>> RowsAsync() => RowsAsync(database);

    /// <summary>The job as the schedule runs it: a new one every time.</summary>
    public async Task RunJobAsync() => await new MailJob(Store, options).Execute(null!, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }
}

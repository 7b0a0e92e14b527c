using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Reminders;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Hosting.Mail;
using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey;

/// <summary>
/// Packages that were sent, with everything that follows them, on a database of their own against a simulator. The portal's clock stands at the hour of the start until the test moves it;
/// keys and tokens go by the real one, as the simulator's do.
/// </summary>
internal sealed class GoskeyBench : IAsyncDisposable
{
    public const string Signs = "990-000-001 53", Declines = "990-000-002 54", NeverAnswers = "990-000-003 55", NotFound = "990-000-004 56", SenderUnchecked = "990-000-005 57",
        Fails = "990-000-006 58", ByHand = "990-000-007 59", SignsBroken = "990-000-008 60", SignsForeign = "990-000-009 61", SignsPartly = "990-000-010 54";

    private readonly TempFolder folder;
    private readonly HttpClient http = new();
    private readonly ServiceProvider vendors;

    private GoskeyBench(Outside outside, TempFolder folder, Database database)
    {
        (Outside, this.folder, Database) = (outside, folder, database);
        Options.Keys["sandbox"] = new SigningKeyOptions
        {
            Kind = SigningKeyKind.Pkcs8, Path = Sandbox("epgu-sender.key.pem"), Certificate = Sandbox("epgu-sender.cer.pem"), PasswordFile = Sandbox("epgu-sender.key.password"),
        };
        Options.Trust.Unep.Anchors.Add(Sandbox("epgu-ca.pem"));
        Options.Trust.Ukep.Anchors.Add(Sandbox("epgu-ca.pem"));
        var data = new DataFolder(folder.Path, folder.Path);
        var master = MasterKey.Load(folder.Combine("master.key"), createWhenMissing: true);
        var protection = new EphemeralDataProtectionProvider();
        vendors = new ServiceCollection()
            .AddEsia(options => options.Address = new Uri(outside.Address, "esia")).AddEpgu(options => options.Address = new Uri(outside.Address, "epgu")).BuildServiceProvider();
        Files = new FileStore(data, new StorageOptions(), master);
        Seal = new RecipientSeal(master, protection);
        SenderSeal = new SenderSeal(master, protection);
        SenderStore = new SenderStore(database, Clock);
        Senders = new SenderKeys(SenderStore, SenderSeal, new SigningKeys(Microsoft.Extensions.Options.Options.Create(Options), data, TimeProvider.System));
        Packages = new PackageStore(database, Clock);
        Tracking = new TrackingStore(database, Clock);
        Results = new ResultsStore(database, Clock);
        Audit = new AuditLog(new AuditStore(database, new AuditChain(master)), Clock, NullLogger<AuditLog>.Instance);
        var mail = Microsoft.Extensions.Options.Options.Create(Mail);
        Outbox = new Outbox(new MailStore(database, Clock), mail);
        Judge = new ResultJudge(Files, Seal, new RecipientTrust(Microsoft.Extensions.Options.Options.Create(Options), data), Clock);
        Fetch = new FetchResults(
            Packages, Results, Senders, Orders, Download, Files, Judge, Outbox, Microsoft.Extensions.Options.Options.Create(Options), Noticeboard, Clock, NullLogger<FetchResults>.Instance);
        Remind = new RemindRecipients(
            new ReminderStore(database, Clock), Seal, Outbox, mail, Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<RemindRecipients>.Instance);
        Track = new TrackPackages(Tracking, Senders, Orders, Microsoft.Extensions.Options.Options.Create(Options), Noticeboard, Clock, NullLogger<TrackPackages>.Instance);
    }

    public Outside Outside { get; }

    public Database Database { get; }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public GoskeyOptions Options { get; } = new();

    public MailOptions Mail { get; } = new() { Host = "mail.test", From = "portal@partner.example" };

    public FileStore Files { get; }

    public RecipientSeal Seal { get; }

    public SenderSeal SenderSeal { get; }

    public SenderStore SenderStore { get; }

    public SenderKeys Senders { get; }

    public Noticeboard Noticeboard { get; } = new(NullLogger<Noticeboard>.Instance);

    public PackageStore Packages { get; }

    public TrackingStore Tracking { get; }

    public TrackPackages Track { get; }

    public ResultsStore Results { get; }

    public ResultJudge Judge { get; }

    public FetchResults Fetch { get; }

    public RemindRecipients Remind { get; }

    public Outbox Outbox { get; }

    public AuditLog Audit { get; }

    public Actor Author => new(PersonId, "session", "Автор", IsAdmin: false);

    public IEpguOrderApi Orders => vendors.GetRequiredService<IEpguOrderApi>();

    public FileDownload Download => vendors.GetRequiredService<FileDownload>();

    public string SenderId { get; private set; } = "";

    public string PersonId { get; private set; } = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<GoskeyBench> StartAsync(string engine = Databases.Sqlite)
    {
        var folder = new TempFolder();
        var database = new Database(new StorageOptions { ConnectionString = await Databases.EmptyAsync(engine, folder) }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var bench = new GoskeyBench(await Outside.StartAsync(), folder, database);
        bench.PersonId = (await new PersonStore(database, bench.Clock).SeenAsync("https://id.test", "author", "Автор", "author@firm.example")).Id;
        await new SenderSeeding(bench.SenderStore, new SenderRightStore(database, bench.Clock), bench.SenderSeal, bench.Clock).AddAsync(bench.Outside.SandboxFolder, null, null);
        bench.SenderId = (await bench.SenderStore.ListAsync()).Single().Id;
        return bench;
    }

    public string Sandbox(string file) => Path.Combine(Outside.SandboxFolder, file);

    /// <summary>Sends a package past the portal and writes the rows that the portal's sending would.</summary>
    public async Task<Package> SendAsync(string snils, int documents = 1, SignatureKind kind = SignatureKind.Unep, string? email = null)
    {
        var sender = await Senders.OfAsync(SenderId, Stop);
        var (contents, path) = (Enumerable.Range(1, documents).Select(number => ($"Dogovor_{number}.pdf", Content(number))).ToList(), folder.Combine($"{Guid.NewGuid():N}.zip"));
        var request = Encoding.UTF8.GetBytes(Request(snils, documents, kind));
        await File.WriteAllBytesAsync(path, await ZipAsync([("req.xml", request), .. contents], sender.Key.Signer), Stop);
        var order = await vendors.GetRequiredService<PackageUpload>().PushAsync(sender.Key, new OrderMeta(sender.Region), path, Stop);
        return await AddAsync(order, snils, contents, kind, email, request, sender.Key.Signer);
    }

    /// <summary>The rows alone, of an order of any number.</summary>
    public async Task<Package> AddAsync(
        long order, string snils, IReadOnlyList<(string Name, byte[] Bytes)>? contents = null, SignatureKind kind = SignatureKind.Unep, string? email = null, byte[]? request = null,
        IDetachedSigner? signer = null)
    {
        var (now, id, sealedSnils) = (Clock.GetUtcNow(), Guid.NewGuid().ToString(), Seal.Seal(Snils.Parse(snils)));
        var rows = new List<PackageDocument>();
        foreach (var (name, bytes) in contents ?? [])
        {
            rows.Add(new PackageDocument
            {
                Id = Guid.NewGuid().ToString(), PackageId = id, Position = rows.Count + 1, DisplayName = $"Договор № {rows.Count + 1}.pdf", WireName = name, Description = "", Size = bytes.Length,
                Sha256 = (await Files.SaveAsync(bytes, Stop)).Sha256, UploadedAt = now,
            });
        }

        await Packages.AddAsync(
            new Package
            {
                Id = id, PersonId = PersonId, PersonName = "Автор", SenderId = SenderId, SenderName = "ООО «Ромашка»", State = PackageState.Draft, SignatureKind = kind, Title = "Договор аренды",
                RecipientName = "Иванов Иван", Snils = sealedSnils.Sealed, SnilsTail = sealedSnils.Tail, Email = Seal.SealEmail(email), CreatedAt = now, ChangedAt = now,
            },
            rows, sealedSnils.Print, Stop);
        await using var db = await Database.OpenAsync(Stop);
        await db.ExecuteAsync(
            "UPDATE goskey_package SET state = 'Waiting', order_id = @order, sent_at = @now, signable_until = @until, next_ask_at = @first, next_reminder_at = @reminder WHERE id = @id",
            new { id, order, now, until = now + Options.SigningWindow, first = now + TimeSpan.FromSeconds(2), reminder = email is null ? (DateTimeOffset?)null : now });
        if (request is not null)
        {
            await db.ExecuteAsync(
                "UPDATE goskey_package SET request_sha256 = @request, request_signature = @signature WHERE id = @id",
                new { id, request = (await Files.SaveAsync(request, Stop)).Sha256, signature = await SignatureAsync(request, signer!) });
            foreach (var (row, content) in rows.Zip(contents!))
            {
                await db.ExecuteAsync("UPDATE goskey_document SET sender_signature = @signature WHERE id = @Id", new { row.Id, signature = await SignatureAsync(content.Bytes, signer!) });
            }
        }

        return (await Packages.FindForJobAsync(id, Stop))!;
    }

    public async Task<Package> ReadAsync(Package package) => (await Packages.FindForJobAsync(package.Id, Stop))!;

    /// <summary>Both clocks go on, and what is due then is asked about.</summary>
    public async Task<Package> AskAsync(Package package, string after)
    {
        await PassAsync(after);
        await Track.RunAsync(Stop);
        return await ReadAsync(package);
    }

    /// <summary>A package that its recipient has answered, with its results fetched.</summary>
    public async Task<(Package Package, IReadOnlyList<PackageDocument> Documents)> SignedAsync(string snils, int documents = 1, SignatureKind kind = SignatureKind.Unep)
    {
        var package = await SendAsync(snils, documents, kind);
        await AskAsync(package, "00:00:03");
        Assert.Equal(PackageState.Signed, (await AskAsync(package, "00:00:31")).State);
        return await FetchAsync(package);
    }

    public async Task<(Package Package, IReadOnlyList<PackageDocument> Documents)> FetchAsync(Package package)
    {
        await Fetch.RunAsync(Stop);
        return (await ReadAsync(package), await Packages.DocumentsAsync(package.Id, Stop));
    }

    public async Task ExecuteAsync(string sql, object values)
    {
        await using var db = await Database.OpenAsync(Stop);
        Assert.Equal(1, await db.ExecuteAsync(sql, values));
    }

    /// <summary>Letters in the outbox.</summary>
    public async Task<IReadOnlyList<(string Recipient, string Subject, string Body)>> LettersAsync()
    {
        await using var db = await Database.OpenAsync(Stop);
        return [.. await db.QueryAsync<(string, string, string)>("SELECT recipient, subject, body FROM mail ORDER BY created_at")];
    }

    /// <summary>Both clocks go on.</summary>
    public async Task PassAsync(string time)
    {
        await Outside.AdvanceAsync(time);
        Clock.Advance(TimeSpan.Parse(time, CultureInfo.InvariantCulture));
    }

    public async Task ControlAsync(string path, object? body = null)
    {
        using var answer = await http.PostAsync(new Uri(Outside.Address, $"controls/{path}"), body is null ? null : JsonContent.Create(body), Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
    }

    public Task QuirksAsync(string quirks) => ControlAsync("epgu/quirks", JsonNode.Parse(quirks));

    public async Task<T?> ColumnAsync<T>(Package package, string column)
    {
        await using var db = await Database.OpenAsync(Stop);
        return await db.ExecuteScalarAsync<T>($"SELECT {column} FROM goskey_package WHERE id = @Id", new { package.Id });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await vendors.DisposeAsync();
        await Outside.DisposeAsync();
        await Database.DisposeAsync();
        folder.Dispose();
    }

    public static byte[] Content(int number) => Encoding.UTF8.GetBytes($"%PDF-1.7\nДоговор {number}\n");

    private static async Task<byte[]> ZipAsync(IReadOnlyList<(string Name, byte[] Bytes)> files, IDetachedSigner signer)
    {
        using var buffer = new MemoryStream();
        await using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                await WriteAsync(archive, name, bytes);
                await WriteAsync(archive, name + ".sig", await signer.SignAsync(ContentToSign.Of(bytes, signer.Algorithm), Stop));
            }
        }

        return buffer.ToArray();
    }

    private static async Task WriteAsync(ZipArchive archive, string name, byte[] bytes)
    {
        await using var entry = await archive.CreateEntry(name).OpenAsync(Stop);
        await entry.WriteAsync(bytes, Stop);
    }

    private async Task<string> SignatureAsync(byte[] bytes, IDetachedSigner signer) =>
        (await Files.SaveAsync(await signer.SignAsync(ContentToSign.Of(bytes, signer.Algorithm), Stop), Stop)).Sha256;

    // Layout A (contract goskey 5.2).
    private static string Request(string snils, int documents, SignatureKind kind)
    {
        var space = kind == SignatureKind.Ukep ? "urn://mpkey.gosuslugi.ru/sign_document_ukep/1.0.0" : "urn://mpkey.gosuslugi.ru/sign_document/1.0.0";
        var until = TimeProvider.System.GetUtcNow().AddHours(23).ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var blocks = Enumerable.Range(1, documents).Select(number => $"""
            <ns:Document><ns:DocumentId>PKG-{number}</ns:DocumentId><ns:MimeType>application/pdf</ns:MimeType><ns:Description>Договор аренды</ns:Description>
            <ns:Backlink>https://lk.gosuslugi.ru/notifications</ns:Backlink><ns:SignExpiration>{until}</ns:SignExpiration>{Attribute("mnemonics", "DEMO01")}
            {Attribute("serviceName", "Подписание договоров")}{Attribute("orgName", "ООО «Ромашка-Тест»")}</ns:Document>
            """);
        return $"""<?xml version="1.0" encoding="utf-8"?><ns:SignRequest xmlns:ns="{space}"><ns:Snils>{snils}</ns:Snils>{string.Concat(blocks)}</ns:SignRequest>""";
    }

    private static string Attribute(string name, string value) =>
        $"<ns:Attribute><ns:AttributeName>{name}</ns:AttributeName><ns:AttributeValue>{WebUtility.HtmlEncode(value)}</ns:AttributeValue></ns:Attribute>";
}

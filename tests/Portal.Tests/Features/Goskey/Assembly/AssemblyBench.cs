using Portal.Features.Goskey;
using Portal.Features.Goskey.Assembly;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>The sandbox's sender, a store of files and a spool.</summary>
internal sealed class AssemblyBench : IDisposable
{
    private readonly TempFolder folder = new();

    private AssemblyBench()
    {
        var master = MasterKey.Load(folder.Combine("keys", "master.key"), createWhenMissing: true);
        Files = new FileStore(new DataFolder(folder.Path, folder.Path), new StorageOptions(), master);
        Spool = new Spool(folder.Combine("spool"));
    }

    public FileStore Files { get; }

    public Spool Spool { get; }

    public string SandboxFolder => folder.Combine("sandbox");

    public string AuthorityFile => In("sandbox", "epgu-ca.pem");

    public PackageAssembly Assembly => new(Files, TimeProvider.System);

    public static async Task<AssemblyBench> CreateAsync()
    {
        var bench = new AssemblyBench();
        await SeededSimulator.PrepareAsync(bench.folder.Combine("simulator"), bench.SandboxFolder);
        return bench;
    }

    public string In(params string[] parts) => folder.Combine(parts);

    public KeySigner Signer(TimeProvider? clock = null) => KeySigner.OfPkcs8(
        File.ReadAllBytes(In("sandbox", "epgu-sender.key.pem")), File.ReadAllText(In("sandbox", "epgu-sender.key.password")).Trim(),
        File.ReadAllBytes(In("sandbox", "epgu-sender.cer.pem")), clock ?? TimeProvider.System);

    /// <summary>A package of the sandbox's organisation with these documents, which are kept first.</summary>
    public async Task<PackagePlan> PlanAsync(RequestLayout layout, SignatureKind kind, params (string Name, byte[] Content)[] documents)
    {
        var facts = Signer().Certificate;
        var planned = new List<PlannedDocument>();
        foreach (var (name, content) in documents)
        {
            var stored = await Files.SaveAsync(content);
            planned.Add(new PlannedDocument(name, WireNames.Next(name, planned.Select(one => one.WireName)), $"Описание: {name}", stored.Sha256, stored.Size));
        }

        return new PackagePlan(
            Guid.NewGuid(), new PackageSender(facts.Organization!, facts.InnOfEntity!, facts.Ogrn, "DEMO01", "Подписание договоров", layout),
            Snils.Parse("112-233-445 95"), kind, "Договор аренды № 15", planned);
    }

    public bool SpoolIsEmpty() => !Directory.Exists(Spool.Folder) || !Directory.EnumerateFileSystemEntries(Spool.Folder).Any();

    public void Dispose() => folder.Dispose();
}

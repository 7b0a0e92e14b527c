using System.Diagnostics;
using System.Globalization;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Assembly;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>
/// A package of 100 MB in 15 equal files, kept encrypted, assembled and signed by us, and by hand in the same run: <c>openssl cms -sign</c> with the GOST engine
/// for each plain file and req.xml, then <c>zip -0</c> of everything.
/// </summary>
public static class GoskeyBenchmark
{
    private const int Files = 15;
    private const int Rounds = 5;

    /// <summary>Runs and prints; the exit code is 1 when a tool is missing or does not like what we made.</summary>
    public static async Task<int> RunAsync()
    {
        using var folder = new TempFolder();
        var sandbox = folder.Combine("sandbox");
        await SeededSimulator.PrepareAsync(folder.Combine("simulator"), sandbox);
        string Sandbox(string name) => Path.Combine(sandbox, name);
        if (await RunAsync("openssl", folder.Path, "engine", "gost") != 0 || await RunAsync("zip", folder.Path, "-v") != 0 || await RunAsync("unzip", folder.Path, "-v") != 0)
        {
            Console.WriteLine("needed: openssl with the gost engine (package libengine-gost-openssl), zip, unzip");
            return 1;
        }

        var store = new FileStore(new DataFolder(folder.Path, folder.Path), new StorageOptions(), MasterKey.Load(folder.Combine("keys", "master.key"), createWhenMissing: true));
        var signer = KeySigner.OfPkcs8(
            await File.ReadAllBytesAsync(Sandbox("epgu-sender.key.pem")), (await File.ReadAllTextAsync(Sandbox("epgu-sender.key.password"))).Trim(),
            await File.ReadAllBytesAsync(Sandbox("epgu-sender.cer.pem")), TimeProvider.System);
        var (assembly, spool) = (new PackageAssembly(store, TimeProvider.System), new Spool(folder.Combine("spool")));
        var manual = folder.Combine("manual", "x")[..^2];
        var (plan, small) = await KeepAsync(store, signer.Certificate, manual);
        await assembly.AssembleAsync(small, signer, spool.Folder, null, CancellationToken.None);

        var (ours, theirs, growths) = (new List<double>(), new List<double>(), new List<double>());
        AssembledPackage? package = null;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Status("VmRSS:");
            await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
            var clock = Stopwatch.StartNew();
            package = await assembly.AssembleAsync(plan, signer, spool.Folder, null, CancellationToken.None);
            ours.Add(clock.Elapsed.TotalSeconds);
            growths.Add(Status("VmHWM:") - before);

            await File.WriteAllBytesAsync(Path.Combine(manual, PackageRules.RequestName), package.Request);
            clock.Restart();
            foreach (var name in plan.Documents.Select(document => document.WireName).Prepend(PackageRules.RequestName))
            {
                await RunAsync(
                    "openssl", manual, "cms", "-sign", "-cades", "-engine", "gost", "-binary", "-nosmimecap", "-md", "md_gost12_256", "-outform", "DER", "-signer", Sandbox("epgu-sender.cer.pem"),
                    "-inkey", Sandbox("epgu-sender.key.pem"), "-passin", $"file:{Sandbox("epgu-sender.key.password")}", "-in", name, "-out", name + ".sig");
            }

            await RunAsync("zip", manual, "-0", "-q", "-r", "package.zip", ".");
            theirs.Add(clock.Elapsed.TotalSeconds);
            File.Delete(Path.Combine(manual, "package.zip"));
        }

        var wrong = await RunAsync("unzip", manual, "-o", "-q", package!.Path);
        foreach (var name in plan.Documents.Select(document => document.WireName).Prepend(PackageRules.RequestName))
        {
            wrong += await RunAsync(
                "openssl", manual, "cms", "-verify", "-cades", "-engine", "gost", "-binary", "-inform", "DER", "-in", name + ".sig", "-content", name,
                "-CAfile", Sandbox("epgu-ca.pem"), "-purpose", "any", "-out", "/dev/null");
        }

        Print($"{Files} files, {plan.Documents.Sum(document => document.Size) / 1e6:0.0} MB, ZIP {package.Size / 1e6:0.0} MB, {Environment.ProcessorCount} cores, {Rounds} rounds: best and median");
        Print($"ours: kept files to signed ZIP on disk   {ours.Min():0.00} s   {Median(ours):0.00} s");
        Print($"by hand: openssl per file, zip -0        {theirs.Min():0.00} s   {Median(theirs):0.00} s");
        Print($"ratio                                    {ours.Min() / theirs.Min():0.00}     {Median(ours) / Median(theirs):0.00}   (wanted: at most 1.5)");
        Print($"growth of memory, worst round            {growths.Max():0.0} MB   (wanted: under 32 MB; rounds {string.Join(' ', growths.Select(one => one.ToString("0.0", CultureInfo.InvariantCulture)))})");
        Print($"of our signatures openssl refuses        {wrong}");
        return wrong == 0 ? 0 : 1;
    }

    // As much as the rules take: 100,000,000 bytes with all signatures and req.xml. The same files lie plain for the hand.
    private static async Task<(PackagePlan Whole, PackagePlan Small)> KeepAsync(FileStore store, CertificateFacts certificate, string manual)
    {
        var content = new byte[(int)((PackageRules.V18.MostBytes - PackageRules.ReserveOf(Files)) / Files)];
        var documents = new List<PlannedDocument>();
        for (var number = 1; number <= Files; number++)
        {
            new Random(number).NextBytes(content);
            var (stored, name) = (await store.SaveAsync(content), $"Document_{number:00}.pdf");
            documents.Add(new PlannedDocument(name, name, "", stored.Sha256, stored.Size));
            await File.WriteAllBytesAsync(Path.Combine(manual, name), content);
        }

        var warm = await store.SaveAsync(content.AsMemory(0, 4_000_000));
        var sender = new PackageSender(certificate.Organization!, certificate.InnOfEntity!, certificate.Ogrn, "DEMO01", "Подписание договоров", RequestLayout.V1_8);
        var plan = new PackagePlan(Guid.NewGuid(), sender, Snils.Parse("112-233-445 95"), SignatureKind.Ukep, "Сто мегабайт", documents);
        return (plan, plan with { PackageId = Guid.NewGuid(), Documents = [documents[0] with { Sha256 = warm.Sha256, Size = warm.Size }] });
    }

    private static async Task<int> RunAsync(string tool, string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
            await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Status(string row) =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(row, StringComparison.Ordinal))[row.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

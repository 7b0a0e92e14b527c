using System.Diagnostics;
using System.Globalization;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>
/// A package of 100 MB in 15 files, each signed: by us (every file read once, side by side on the cores, each signature verified) and by
/// <c>openssl cms -sign</c> with the GOST engine, one file after the other, in the same run.
/// </summary>
public static class SigningBenchmark
{
    private const int Files = 15;
    private const int Bytes = 100_000_000;
    private const int Rounds = 5;

    /// <summary>Runs and prints; the exit code is 1 when the GOST engine is missing or a signature does not hold.</summary>
    public static async Task<int> RunAsync()
    {
        using var folder = new TempFolder();
        var (key, certificate) = (folder.Combine("key.pem"), folder.Combine("certificate.pem"));
        if (await RunAsync(["genpkey", "-engine", "gost", "-algorithm", "gost2012_256", "-pkeyopt", "paramset:B", "-out", key]) != 0
            || await RunAsync(["req", "-engine", "gost", "-x509", "-new", "-key", key, "-subj", "/CN=Sender", "-days", "30", "-out", certificate]) != 0)
        {
            Console.WriteLine("openssl with the gost engine is not installed (package libengine-gost-openssl)");
            return 1;
        }

        var paths = await WriteAsync(folder);
        var signer = KeySigner.OfFolder(folder.Path, TimeProvider.System);
        var small = folder.Combine("warm.txt");
        await File.WriteAllTextAsync(small, new string('x', 4_000_000));
        await FileSigning.SignAllAsync(signer, [small]);
        var (ours, theirs) = (new List<double>(), new List<double>());
        var growth = 0.0;
        IReadOnlyList<SignedFile> signed = [];
        for (var round = 0; round < Rounds; round++)
        {
            var before = Status("VmRSS:");
            await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
            var clock = Stopwatch.StartNew();
            signed = await FileSigning.SignAllAsync(signer, paths);
            ours.Add(clock.Elapsed.TotalSeconds);
            growth = Math.Max(growth, Status("VmHWM:") - before);

            clock.Restart();
            foreach (var path in paths)
            {
                await RunAsync(
                [
                    "cms", "-sign", "-cades", "-engine", "gost", "-binary", "-nosmimecap", "-md", "md_gost12_256", "-outform", "DER",
                    "-signer", certificate, "-inkey", key, "-in", path, "-out", path + ".openssl",
                ]);
            }

            theirs.Add(clock.Elapsed.TotalSeconds);
        }

        var wrong = 0;
        foreach (var file in signed)
        {
            await File.WriteAllBytesAsync(file.Path + ".sig", file.Signature);
            wrong += await RunAsync(
            [
                "cms", "-verify", "-cades", "-engine", "gost", "-binary", "-inform", "DER", "-in", file.Path + ".sig", "-content", file.Path,
                "-CAfile", certificate, "-purpose", "any", "-out", "/dev/null",
            ]) == 0 ? 0 : 1;
        }

        Print($"{Files} files, {Bytes / 1e6:0} MB, {Environment.ProcessorCount} cores, {Rounds} rounds: best and median");
        Print($"ours, side by side                    {ours.Min():0.00} s   {Median(ours):0.00} s");
        Print($"openssl cms -sign, file by file       {theirs.Min():0.00} s   {Median(theirs):0.00} s");
        Print($"ratio                                 {ours.Min() / theirs.Min():0.00}     {Median(ours) / Median(theirs):0.00}   (wanted for the whole assembly: at most 1.5)");
        Print($"growth of memory, worst round         {growth:0.0} MB   (wanted for the whole assembly: under 32 MB)");
        Print($"of our signatures openssl refuses     {wrong}");
        return wrong == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(TempFolder folder)
    {
        var paths = new List<string>();
        var content = new byte[Bytes / Files];
        for (var number = 1; number <= Files; number++)
        {
            new Random(number).NextBytes(content);
            paths.Add(folder.Combine($"Document_{number:00}.pdf"));
            await File.WriteAllBytesAsync(paths[^1], content);
        }

        return paths;
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
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

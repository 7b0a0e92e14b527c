using System.Data.Common;
using System.Globalization;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>
/// <c>--verify-audit</c>: checks the chain and ends, without a web server, jobs, simulator or migrations.
/// <c>--verify-audit=SEQ:HASH</c> also wants the head that once stood in the log to be in the chain.
/// </summary>
public static class VerifyAuditCommand
{
    private const string Argument = "--verify-audit";

    /// <summary>True when the command line asks for it.</summary>
    public static bool IsAsked(string[] args) => args.Any(Is);

    /// <summary>Exit code: 0 for a sound chain, 1 for a broken one or one that cannot be checked.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args.Where(argument => !Is(argument))]);
        try
        {
            return await CheckAsync(builder, Logged(args));
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or FormatException)
        {
            await Console.Error.WriteLineAsync($"The audit cannot be checked: {error.Message}");
            return 1;
        }
    }

    private static async Task<int> CheckAsync(WebApplicationBuilder builder, AuditHead? logged)
    {
        var options = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var folder = new DataFolder(options.DataFolder, builder.Environment.ContentRootPath);
        var chain = new AuditChain(MasterKey.Load(folder.Resolve(options.MasterKeyFile), createWhenMissing: false));
        await using var database = new Database(options, folder);
        if (database.SqliteFile is { } file && !File.Exists(file))
        {
            throw new FileNotFoundException($"no database at {file}");
        }

        using var store = new AuditStore(database, chain);
        var verdict = await new AuditCheck(store, chain).RunToEndAsync(logged: logged);
        Console.WriteLine(verdict.Break is null
            ? string.Create(CultureInfo.InvariantCulture, $"The audit is sound: {verdict.Checked} records, head {verdict.Reached.Seq}:{verdict.Reached.Hash}, trimmed up to {verdict.Anchor.Seq}.")
            : string.Create(CultureInfo.InvariantCulture, $"The audit is BROKEN after {verdict.Checked} good records. First broken: {verdict.Break}."));
        return verdict.Break is null ? 0 : 1;
    }

    private static bool Is(string argument) => argument == Argument || argument.StartsWith(Argument + "=", StringComparison.Ordinal);

    private static AuditHead? Logged(string[] args) => args.First(Is) is var given && given.Length == Argument.Length ? null
        : given[(Argument.Length + 1)..].Split(':') is [var seq, var hash] ? new AuditHead(long.Parse(seq, CultureInfo.InvariantCulture), hash)
        : throw new FormatException($"{Argument}=SEQ:HASH");
}

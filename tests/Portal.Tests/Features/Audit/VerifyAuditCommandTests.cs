using System.Diagnostics;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Audit;

public sealed class VerifyAuditCommandTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_command_ends_with_0_for_a_sound_chain_and_with_1_and_the_record_named_for_a_broken_one(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine, 5);
        var head = (await stage.Store.EndsAsync(Stop)).Head;

        var (code, said) = await RunAsync(stage, $"--verify-audit={head.Seq}:{head.Hash}");
        Assert.True(code == 0, said);
        Assert.Contains("The audit is sound: 5 records", said, StringComparison.Ordinal);

        var (other, differs) = await RunAsync(stage, $"--verify-audit=5:{new string('0', 64)}");
        Assert.True(other == 1 && differs.Contains("logged", StringComparison.Ordinal), differs);

        await stage.SqlAsync("UPDATE audit SET person_name = 'Другой' WHERE seq = 3");
        var (broken, named) = await RunAsync(stage, "--verify-audit");
        Assert.Equal(1, broken);
        var row = (await stage.Search.FindAsync(3, Stop))!;
        Assert.Contains($"First broken: record 3, time {row.At:O}, id {row.Id}: changed.", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_or_its_key_the_command_ends_with_1_and_makes_neither()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite);

        var (code, said) = await RunAsync(stage, "--verify-audit", "--Storage:ConnectionString=Data Source=nothing.db");
        var (second, key) = await RunAsync(stage, "--verify-audit", "--Storage:MasterKeyFile=nothing.key");

        Assert.Equal((1, 1), (code, second));
        Assert.Contains("no database", said, StringComparison.Ordinal);
        Assert.Contains("MasterKeyFile", key, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(stage.Folder, "nothing*"));
    }

    private static async Task<(int Code, string Said)> RunAsync(AuditStage stage, params string[] more)
    {
        var dll = Path.Combine(RepositoryRoot.Path, "src", "Portal", "bin", RepositoryRoot.Configuration, "net10.0", "Portal.dll");
        var start = new ProcessStartInfo("dotnet", [
            dll, more[0], $"--Storage:DataFolder={stage.Folder}", $"--Storage:ConnectionString={stage.Database.ConnectionString}",
            $"--Storage:MasterKeyFile={AuditStage.KeyFile}", .. more[1..]])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(RepositoryRoot.Path, "src", "Portal"),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var errors = process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output + await errors);
    }
}

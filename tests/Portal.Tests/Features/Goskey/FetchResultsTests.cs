using System.IO.Compression;
using System.Text;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Results;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey;

/// <summary>Results fetched and verified against the simulator (contract goskey 7, Appendix B 2, 6, 7).</summary>
public sealed class FetchResultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignatureKind.Unep, false)]
    [InlineData(SignatureKind.Ukep, false)]
    [InlineData(SignatureKind.Unep, true)]
    [InlineData(SignatureKind.Ukep, true)]
    public async Task What_a_recipient_signed_is_fetched_kept_and_found_good_in_either_profile(SignatureKind kind, bool isOld)
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.QuirksAsync($$"""{ "profile2022": {{(isOld ? "true" : "false")}} }""");

        var (package, documents) = await bench.SignedAsync(GoskeyBench.Signs, documents: 2, kind);

        Assert.Equal((0L, null), (package.Alarms, package.ResultsProblem));
        Assert.NotNull(package.ResultsAt);
        foreach (var document in documents)
        {
            var report = DocumentReport.Of(document)!;
            Assert.True(report is { IsIntact: true, IsTrusted: true, Addressee: AddresseeVerdict.Matches, Time: TimeVerdict.Inside, ReturnedSame: true, Alarms: [] }, document.Report);
            Assert.Equal((!isOld, isOld, "***-***-001 53", kind), (report.IsDer, report.IsCades, report.SignerSnils, report.Kind));
            Assert.DoesNotContain("99000000153", document.Report, StringComparison.Ordinal);
            Assert.Equal((document.Sha256, null), (document.ReturnedSha256, document.Alarm));
            Assert.Equal(report.SignatureSize, (await bench.Files.ReadAsync(document.RecipientSignature!, Stop))!.Length);
            Assert.True(report.Chain is [{ Der: null }, { Der: not null }], document.Report);
        }

        Assert.Empty(await bench.LettersAsync());
    }

    [Theory]
    [InlineData(GoskeyBench.SignsBroken, ResultAlarm.WrongDigest, 2, "Подпись не подходит")]
    [InlineData(GoskeyBench.SignsForeign, ResultAlarm.ForeignSigner, 2, "СНИЛС в сертификате")]
    [InlineData(GoskeyBench.SignsPartly, ResultAlarm.MissingSignature, 1, "нет подписи")]
    public async Task A_wrong_digest_a_foreign_signer_and_a_missing_signature_are_three_different_alarms(string snils, ResultAlarm alarm, int documents, string words)
    {
        await using var bench = await GoskeyBench.StartAsync();
        bench.Options.MissingAfter = TimeSpan.Zero;

        var (package, found) = await bench.SignedAsync(snils, documents: 2);

        Assert.Equal((documents, PackageState.Signed), (package.Alarms, package.State));
        Assert.All(found.TakeLast(documents), document => Assert.Equal([alarm], DocumentReport.Of(document)!.Alarms));
        Assert.All(found.TakeLast(documents), document => Assert.Equal(alarm.ToString(), document.Alarm));
        Assert.Contains(words, ResultWords.Of(alarm).Sentence, StringComparison.Ordinal);
        var (recipient, subject, body) = Assert.Single(await bench.LettersAsync());
        Assert.Equal(("author@firm.example", "Госключ: подпись под вопросом"), (recipient, subject));
        Assert.Contains(ResultWords.Of(alarm).Sentence, body, StringComparison.Ordinal);
        Assert.DoesNotContain(package.SnilsTail!, body, StringComparison.Ordinal);
        Assert.Equal([package.Id], (await bench.Results.AlarmingAsync(bench.PersonId, 10, Stop)).Select(one => one.Id));
        await bench.Packages.SeenAsync(bench.PersonId, package.Id, Stop);
        Assert.Empty(await bench.Results.AlarmingAsync(bench.PersonId, 10, Stop));

        await bench.Fetch.RunAsync(Stop);
        Assert.Single(await bench.LettersAsync());
    }

    [Fact]
    public async Task A_signature_that_is_not_listed_yet_is_waited_for_and_fetched_when_it_is()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.Signs, documents: 2);
        var late = (await bench.Packages.DocumentsAsync(package.Id, Stop))[0];
        await bench.ExecuteAsync("UPDATE goskey_document SET wire_name = 'Later.pdf' WHERE id = @Id", new { late.Id });
        await bench.AskAsync(package, "00:00:03");
        await bench.AskAsync(package, "00:00:31");

        var (waits, documents) = await bench.FetchAsync(package);
        Assert.Equal((null, "Не все подписи появились на Госуслугах, ждём их.", 0L), (waits.ResultsAt, waits.ResultsProblem, waits.Alarms));
        Assert.Equal([false, true], documents.Select(document => document.Report is not null));

        await bench.ExecuteAsync("UPDATE goskey_document SET wire_name = @WireName WHERE id = @Id", new { late.Id, late.WireName });
        await bench.PassAsync("00:00:11");
        var (ended, _) = await bench.FetchAsync(package);
        Assert.Equal((true, null, 0L), (ended.ResultsAt is not null, ended.ResultsProblem, ended.Alarms));
        Assert.Empty(await bench.LettersAsync());
    }

    [Fact]
    public async Task A_signature_that_never_comes_is_missing_when_its_time_is_over()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (package, _) = await bench.SignedAsync(GoskeyBench.SignsPartly, documents: 2);
        for (var i = 0; i < 20 && package.ResultsAt is null; i++)
        {
            Assert.True(bench.Clock.GetUtcNow() - package.FinalAt < bench.Options.MissingAfter);
            bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(await bench.ColumnAsync<long>(package, "next_results_at")));
            (package, _) = await bench.FetchAsync(package);
        }

        Assert.Equal(package.FinalAt + bench.Options.MissingAfter, package.ResultsAt);
        Assert.Equal(1L, package.Alarms);
    }

    [Fact]
    public async Task A_copy_that_epgu_does_not_give_costs_neither_the_signature_nor_the_other_documents()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.Signs, documents: 2);
        await bench.AskAsync(package, "00:00:03");
        await bench.AskAsync(package, "00:00:31");
        await bench.QuirksAsync("""{ "downloads": "old" }""");
        await bench.Outside.FaultAsync("Dogovor_1.pdf_attach", verb: "GET", status: 404, times: 1_000);

        var (ended, documents) = await bench.FetchAsync(package);

        Assert.Equal((true, null, 0L), (ended.ResultsAt is not null, ended.ResultsProblem, ended.Alarms));
        Assert.Equal([null, true], documents.Select(document => DocumentReport.Of(document)!.ReturnedSame));
        Assert.All(documents, document => Assert.NotNull(document.RecipientSignature));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_centre_and_a_time_out_of_the_window_are_alarms_too()
    {
        await using var bench = await GoskeyBench.StartAsync();
        bench.Options.Trust.Unep.Anchors.Clear();
        var (package, documents) = await bench.SignedAsync(GoskeyBench.Signs);
        Assert.Equal([ResultAlarm.Untrusted], DocumentReport.Of(documents[0])!.Alarms);

        var signature = (await bench.Files.ReadAsync(documents[0].RecipientSignature!, Stop))!;
        bench.Options.Trust.Unep.Anchors.Add(bench.Sandbox("epgu-ca.pem"));
        var early = await bench.Judge.JudgeAsync(package with { FinalAt = package.FinalAt!.Value.AddHours(-1) }, documents[0], new CameBack(signature, false, true), package.SentAt!.Value.AddHours(-2), Stop);
        Assert.Equal([ResultAlarm.TimeOutside], early.Alarms);
        Assert.Equal(TimeVerdict.TooLate, early.Time);
        Assert.Equal([ResultAlarm.BadSignature], (await JudgeAsync("не подпись"u8.ToArray())).Alarms);
        Assert.Equal([ResultAlarm.BadSignature], (await JudgeAsync(null, isTooLarge: true)).Alarms);
        Assert.Equal([ResultAlarm.MissingSignature], (await JudgeAsync(null)).Alarms);
        Assert.Empty((await JudgeAsync(signature)).Alarms);

        Task<DocumentReport> JudgeAsync(byte[]? bytes, bool isTooLarge = false) => bench.Judge.JudgeAsync(package, documents[0], new CameBack(bytes, isTooLarge, true), package.SentAt!.Value, Stop);
    }

    [Theory]
    [InlineData("%PDF-1.7\nДоговор 2\n", true)]
    [InlineData("%PDF-1.7\nДоговор 1 и ещё что-то\n", false)]
    public async Task A_document_that_came_back_as_another_one_is_an_alarm_and_not_more_of_it_is_read_than_was_sent(string returned, bool isKept)
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.Signs);
        await bench.AskAsync(package, "00:00:03");
        await bench.AskAsync(package, "00:00:31");
        var zip = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(bench.Outside.SandboxFolder)!, $"{package.OrderId}.zip", SearchOption.AllDirectories));
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Update, Stop))
        {
            archive.GetEntry("Dogovor_1.pdf")!.Delete();
            await using var entry = await archive.CreateEntry("Dogovor_1.pdf").OpenAsync(Stop);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(returned), Stop);
        }

        var (ended, documents) = await bench.FetchAsync(package);

        Assert.Equal(1, ended.Alarms);
        Assert.Equal([ResultAlarm.ReturnedChanged], DocumentReport.Of(documents[0])!.Alarms);
        Assert.Equal(isKept, documents[0].ReturnedSha256 is not null);
        Assert.NotEqual(documents[0].Sha256, documents[0].ReturnedSha256);
    }

    [Fact]
    public async Task Files_with_personal_data_that_the_system_has_no_right_to_are_told_in_words_and_come_when_it_has()
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.QuirksAsync("""{ "denyPersonalData": true }""");

        var (denied, _) = await bench.SignedAsync(GoskeyBench.Signs);
        Assert.Equal((PackageState.Signed, null), (denied.State, denied.ResultsAt));
        Assert.Contains("персональные данные", denied.ResultsProblem, StringComparison.Ordinal);

        await bench.QuirksAsync("""{ "denyPersonalData": false }""");
        await bench.PassAsync("00:00:11");
        var (package, _) = await bench.FetchAsync(denied);
        Assert.NotNull(package.ResultsAt);
        Assert.Null(package.ResultsProblem);
    }

    [Theory]
    [InlineData("""{ "downloads": "old" }""")]
    [InlineData("""{ "downloads": "new" }""")]
    [InlineData("""{ "redirectDownloads": true }""")]
    public async Task Results_come_by_whichever_path_is_open(string quirks)
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.QuirksAsync(quirks);

        Assert.NotNull((await bench.SignedAsync(GoskeyBench.Signs)).Package.ResultsAt);
    }

    [Fact]
    public async Task What_breaks_in_the_middle_is_tried_again_without_fetching_twice_what_was_judged()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.Signs, documents: 2);
        var second = (await bench.Packages.DocumentsAsync(package.Id, Stop))[1];
        bench.Files.Remove(second.Sha256);
        await bench.QuirksAsync("""{ "downloads": "old" }""");
        await bench.AskAsync(package, "00:00:03");
        await bench.AskAsync(package, "00:00:31");

        // The copy that comes back is the original, so it has to be kept elsewhere for the original to be gone.
        await bench.ExecuteAsync("UPDATE goskey_document SET sha256 = @other WHERE id = @Id", new { second.Id, other = new string('a', 64) });
        var (broken, documents) = await bench.FetchAsync(package);
        Assert.Contains("Оригинал", broken.ResultsProblem, StringComparison.Ordinal);
        Assert.Equal([true, false], documents.Select(document => document.Report is not null));

        await bench.Files.SaveAsync(GoskeyBench.Content(2), Stop);
        await bench.ExecuteAsync("UPDATE goskey_document SET sha256 = @Sha256 WHERE id = @Id", new { second.Id, second.Sha256 });
        await bench.FetchAsync(package);
        Assert.Null((await bench.ReadAsync(package)).ResultsAt);
        await bench.PassAsync("00:00:11");
        var (ended, _) = await bench.FetchAsync(package);
        Assert.Equal((0L, null), (ended.Alarms, ended.ResultsProblem));
        Assert.NotNull(ended.ResultsAt);
        Assert.Equal(5, (await bench.Outside.RequestsAsync("/storage/v2/files")).Count);
    }

    [Fact]
    public async Task While_epgu_gives_nothing_it_is_tried_with_growing_pauses()
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.Outside.FaultAsync("/files/", verb: "GET", status: 503, times: 1_000);
        var (silent, _) = await bench.SignedAsync(GoskeyBench.Signs);
        Assert.Equal("Госуслуги (ЕПГУ) сейчас не отвечают.", silent.ResultsProblem);

        var pauses = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            pauses.Add(await bench.ColumnAsync<long>(silent, "next_results_at") - bench.Clock.GetUtcNow().ToUnixTimeMilliseconds());
            bench.Clock.Advance(TimeSpan.FromMilliseconds(pauses[^1] + 1));
            await bench.FetchAsync(silent);
        }

        Assert.Equal([10_000.0, 20_000, 40_000], pauses.Select(pause => Math.Round(pause / 1000) * 1000));
        await bench.Outside.NoFaultsAsync();

        // The client's circuit breaker opens again by the real clock.
        await Eventually.IsTrueAsync(async () =>
        {
            bench.Clock.Advance(TimeSpan.FromHours(1));
            return (await bench.FetchAsync(silent)).Package.ResultsAt is not null;
        }, "results", cancellationToken: Stop);
    }
}

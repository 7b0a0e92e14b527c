using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Epgu;

public sealed class SimulatorEpguTokenTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_token_has_the_members_of_the_contract_and_lives_three_hours()
    {
        await using var bench = await EpguBench.StartAsync();
        var reply = (await bench.AskTokenAsync()).Expect(HttpStatusCode.OK);
        Assert.Equal("application/json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.False(reply.Headers.Contains("X-Kontur-Trace-Id"));
        var parts = ((string)Assert.Single(reply.Json.AsObject()).Value!).Split('.').Select(part => Base64Url.DecodeFromChars(part)).ToArray();
        var (header, payload) = (JsonNode.Parse(parts[0])!, JsonNode.Parse(parts[1])!);
        Assert.Equal(("GOST3410_2012_256", "JWT", "access"), ((string?)header["alg"], (string?)header["typ"], (string?)header["sbt"]));
        Assert.Equal(64, parts[2].Length);
        Assert.Equal("http://esia.gosuslugi.ru/", (string?)payload["iss"]);
        Assert.Equal("DEMO01", (string?)payload["client_id"]);
        Assert.Contains("http://lk.gosuslugi.ru/api-order", (string?)payload["scope"], StringComparison.Ordinal);
        Assert.Equal(10_800, (long)payload["exp"]! - (long)payload["iat"]!);
        Assert.Equal(1000999001, (long)payload["urn:esia:sbj_id"]!);
        Assert.True(Guid.TryParse((string?)payload["urn:esia:sid"], out _));
    }

    [Fact]
    public async Task A_signature_passes_in_every_form_that_was_seen()
    {
        await using var bench = await EpguBench.StartAsync();
        var (sender, key) = (bench.Sender, Encoding.ASCII.GetBytes(bench.Sender.ApiKey));
        foreach (var cms in new[] { sender.Sign(key), sender.Sign(key, ber: true), sender.Sign(key, enclosed: true), sender.Sign(key, at: TimeProvider.System.GetUtcNow() - (23 * Hour)) })
        {
            (await bench.AskTokenAsync(Base64Url.EncodeToString(cms))).Expect(HttpStatusCode.OK);
            (await bench.AskTokenAsync(Uri.EscapeDataString(Convert.ToBase64String(cms)))).Expect(HttpStatusCode.OK);
            (await bench.AskTokenAsync(Uri.EscapeDataString(Convert.ToBase64String(cms).TrimEnd('=')))).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_wrong_signature_is_told_by_its_code()
    {
        await using var bench = await EpguBench.StartAsync();
        var (sender, key, now) = (bench.Sender, Encoding.ASCII.GetBytes(bench.Sender.ApiKey), TimeProvider.System.GetUtcNow());
        var other = await OtherAsync(bench);
        foreach (var wrong in new[]
        {
            "AAAA", "%%", Url(sender.Sign([.. key, (byte)'\n'])), Url(sender.Sign(key, now - (25 * Hour))), Url(sender.Sign(key, now + TimeSpan.FromMinutes(2))),
            Url(sender.Sign([.. key, (byte)'\n'], enclosed: true)), Url((other with { ApiKey = sender.ApiKey }).Sign(key)),
        })
        {
            (await bench.AskTokenAsync(wrong)).ExpectError(400, "ESIA-005002");
        }

        (await bench.AskTokenAsync("")).ExpectError(400, "ESIA-020000");
        (await bench.AskTokenAsync(apiKey: Guid.NewGuid().ToString())).ExpectError(404, "ESIA-037218");
        (await bench.AskTokenAsync(apiKey: "dummy")).ExpectError(404, "ESIA-037218");
        (await bench.AskTokenAsync(apiKey: sender.ApiKey.ToUpperInvariant())).ExpectError(404, "ESIA-037218");
        static string Url(byte[] cms) => Base64Url.EncodeToString(cms);
    }

    [Theory]
    [InlineData("ESIA-037219", 404)]
    [InlineData("ESIA-038000", 404)]
    [InlineData("ESIA-037214", 403)]
    [InlineData("ESIA-037213", 403)]
    [InlineData("ESIA-037215", 403)]
    [InlineData("ESIA-037216", 403)]
    [InlineData("ESIA-037217", 403)]
    [InlineData("ESIA-005027", 500)]
    public async Task A_refused_key_is_told_by_its_code_until_it_works_again(string code, int status)
    {
        await using var bench = await EpguBench.StartAsync();
        (await bench.ControlAsync($"esia/keys/{bench.Sender.ApiKey}/refuse?code={code}")).Expect(HttpStatusCode.NoContent);
        (await bench.AskTokenAsync()).ExpectError(status, code);
        (await bench.ControlAsync($"esia/keys/{bench.Sender.ApiKey}/refuse")).Expect(HttpStatusCode.NoContent);
        (await bench.AskTokenAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_ended_or_is_none_is_401_without_a_body()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { tokenLifeSeconds = 0 });
        var ended = (string)(await bench.AskTokenAsync()).Json["accessTkn"]!;
        await bench.QuirksAsync(new { tokenLifeSeconds = 600 });
        var living = (string)(await bench.AskTokenAsync()).Json["accessTkn"]!;
        (await bench.DetailsAsync(1, living)).Expect(HttpStatusCode.NoContent);
        (await bench.ControlAsync("esia/tokens/end")).Expect(HttpStatusCode.NoContent);
        foreach (var bearer in new[] { ended, living, "abc", "" })
        {
            Assert.Empty((await bench.DetailsAsync(1, bearer)).Expect(HttpStatusCode.Unauthorized).Bytes);
        }
    }

    [Fact]
    public async Task The_journal_shows_neither_key_nor_signature()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.TokenAsync();
        var journal = (await bench.ControlAsync("requests?vendor=esia", verb: HttpMethod.Get)).Text;
        Assert.Contains("/tkn?signature=***", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Sender.ApiKey, journal, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(bench.Sender.ApiKey, await File.ReadAllTextAsync(Path.Combine(bench.StateFolder, "requests.jsonl"), TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A second organisation with a key of its own.</summary>
    internal static async Task<Sender> OtherAsync(EpguBench bench)
    {
        var made = (await bench.ControlAsync("esia/keys?inn=7700000009&name=" + Uri.EscapeDataString("ООО «Ромашка-Тест»"))).Expect(HttpStatusCode.OK).Json;
        return new Sender((string)made["apiKey"]!, Sender.KeyOf((string)made["privateKey"]!), Sender.CertificateOf((string)made["certificate"]!));
    }
}

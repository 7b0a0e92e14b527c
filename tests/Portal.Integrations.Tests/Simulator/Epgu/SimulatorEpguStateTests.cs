using System.Net;
using System.Text;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>What stays over a restart, what a reset forgets, and the sandbox as tools that are not ours see it.</summary>
public sealed class SimulatorEpguStateTests
{
    [Fact]
    public async Task Orders_tokens_bytes_chunks_and_quirks_come_back_after_a_restart()
    {
        await using var bench = await EpguBench.StartAsync();
        var zip = Parcel.Right(bench.Sender, "990-000-001 53");
        var (signed, reserved) = (await bench.DeliverAsync(zip), await bench.ReserveAsync());
        await bench.AdvanceAsync("00:00:05");
        var before = (await bench.DetailsAsync(signed)).Text;
        var part = EpguBench.Form(new byte[5_000_000], null, ("orderId", $"{reserved}"), ("chunk", "0"), ("chunks", "2"));
        (await bench.CallAsync(HttpMethod.Post, "gusmev/push/chunked", part)).Expect(HttpStatusCode.PartialContent);
        await bench.QuirksAsync(new { lastChunk206 = true });
        await bench.RestartAsync();

        Assert.Equal(before, (await bench.DetailsAsync(signed)).Text);
        Assert.Equal(zip, (await bench.ControlAsync($"epgu/orders/{signed}/package", verb: HttpMethod.Get)).Bytes);
        var history = (long)(await bench.OrderAsync(signed))["currentStatusHistoryId"]!;
        (await bench.CallAsync(HttpMethod.Get, $"storage/v2/files/{history}/3/download?mnemonic=Dogovor.pdf")).Expect(HttpStatusCode.OK);
        var last = EpguBench.Form([1], null, ("orderId", $"{reserved}"), ("chunk", "1"), ("chunks", "2"));
        (await bench.CallAsync(HttpMethod.Post, "gusmev/push/chunked", last)).Expect(HttpStatusCode.PartialContent);
        Assert.True(await bench.ReserveAsync() > reserved);
    }

    [Fact]
    public async Task A_reset_forgets_orders_tokens_and_quirks_but_not_the_sandbox()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        await bench.QuirksAsync(new { omitEmpty = true });
        (await bench.ControlAsync("reset")).Expect(HttpStatusCode.NoContent);
        (await bench.DetailsAsync(order)).Expect(HttpStatusCode.Unauthorized);
        bench.ForgetToken();
        (await bench.DetailsAsync(order)).Expect(HttpStatusCode.NoContent);
        (await bench.ControlAsync($"epgu/orders/{order}/package", verb: HttpMethod.Get)).Expect(HttpStatusCode.NotFound);
        Assert.Empty(Directory.GetFiles(Path.Combine(bench.StateFolder, "epgu")));
        Assert.False((bool)(await bench.ControlAsync("epgu/quirks", verb: HttpMethod.Get)).Json["omitEmpty"]!);
        Assert.True(await bench.DeliverAsync(Parcel.Right(bench.Sender)) > order);
    }

    [Fact]
    public async Task The_sandboxs_key_and_certificate_work_with_openssl_and_its_GOST_engine_and_so_do_the_recipients_signatures()
    {
        var (exit, engines) = await OpenSsl.RunAsync(["engine", "gost"]);
        Assert.SkipWhen(exit != 0 || !engines.Contains("gost", StringComparison.OrdinalIgnoreCase), "openssl with the GOST engine is not installed.");
        await using var bench = await EpguBench.StartAsync();
        string In(string name) => Path.Combine(bench.SandboxFolder, name);

        // The package is signed by openssl alone.
        var parcel = new Parcel(bench.Sender);
        foreach (var (name, bytes) in new[] { ("req.xml", Encoding.UTF8.GetBytes(Parcel.RequestA("<ns:Snils>990-000-001 53</ns:Snils>"))), ("Dogovor.pdf", Parcel.Content("Dogovor.pdf")) })
        {
            await File.WriteAllBytesAsync(In(name), bytes, TestContext.Current.CancellationToken);
            await RunAsync(
                "cms", "-sign", "-engine", "gost", "-binary", "-nosmimecap", "-cades", "-md", "md_gost12_256", "-in", In(name), "-out", In(name + ".sig"), "-outform", "DER",
                "-signer", In("epgu-sender.cer.pem"), "-inkey", In("epgu-sender.key.pem"), "-passin", "file:" + In("epgu-sender.key.password"));
            parcel.Plain(name, bytes).Plain(name + ".sig", await File.ReadAllBytesAsync(In(name + ".sig"), TestContext.Current.CancellationToken));
        }

        var order = await bench.DeliverAsync(parcel.Zip());
        Assert.Equal(17, (int)(await bench.OrderAsync(order))["orderStatusId"]!);

        await File.WriteAllBytesAsync(In("ca.pem"), (await bench.ControlAsync("epgu/ca", verb: HttpMethod.Get)).Bytes, TestContext.Current.CancellationToken);
        await VerifyAsync(In("Dogovor.pdf.sig"));
        await bench.AdvanceAsync("00:00:05");
        foreach (var old in new[] { false, true })
        {
            await bench.QuirksAsync(new { profile2022 = old });
            var signed = await bench.DeliverAsync(Parcel.Right(bench.Sender));
            await bench.ControlAsync($"epgu/orders/{signed}/sign");
            var history = (long)(await bench.OrderAsync(signed))["currentStatusHistoryId"]!;
            var signature = (await bench.CallAsync(HttpMethod.Get, $"storage/v2/files/{history}/3/download?mnemonic=Dogovor.pdf")).Expect(HttpStatusCode.OK).Bytes;
            await File.WriteAllBytesAsync(In("recipient.sig"), signature, TestContext.Current.CancellationToken);
            await VerifyAsync(In("recipient.sig"));
        }

        Task VerifyAsync(string signature) => RunAsync(
            "cms", "-verify", "-engine", "gost", "-binary", "-inform", "DER", "-in", signature, "-content", In("Dogovor.pdf"), "-CAfile", In("ca.pem"), "-purpose", "any", "-out", In("out"));
    }

    [Fact]
    public async Task Another_state_folder_renews_the_certificate_for_the_same_key()
    {
        await using var bench = await EpguBench.StartAsync();
        var before = Sender.OfSandbox(bench.SandboxFolder);
        foreach (var file in Directory.GetFiles(Path.Combine(bench.StateFolder, "certificates"), "goskey-*"))
        {
            File.Delete(file);
        }

        await bench.RestartAsync();
        var after = Sender.OfSandbox(bench.SandboxFolder);
        Assert.NotEqual(before.Certificate, after.Certificate);
        Assert.Equal((before.ApiKey, before.Certificate.GetPublicKey()), (after.ApiKey, after.Certificate.GetPublicKey()));
        (await bench.AskTokenAsync()).ExpectError(400, "ESIA-005002");
        (await bench.AskTokenAsync(after.KeySignature())).Expect(HttpStatusCode.OK);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var (exit, output) = await OpenSsl.RunAsync(arguments);
        Assert.True(exit == 0, output);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Cms;

namespace Portal.Integrations.Tests.Simulator.Epgu;

public sealed class SimulatorEpguJourneyTests
{
    [Fact]
    public async Task A_package_goes_from_token_to_the_recipients_signature_that_verifies()
    {
        await using var bench = await EpguBench.StartAsync();
        var zip = Parcel.Right(bench.Sender);
        var order = await bench.DeliverAsync(zip);

        var waiting = await bench.OrderAsync(order);
        Assert.Equal((17, false, ""), ((int)waiting["orderStatusId"]!, (bool)waiting["closed"]!, (string?)waiting["stateOrgStatusCode"]));
        Assert.Empty(waiting["orderResponseFiles"]!.AsArray());
        Assert.Equal(zip, (await bench.ControlAsync($"epgu/orders/{order}/package", verb: HttpMethod.Get)).Expect(HttpStatusCode.OK).Bytes);

        (await bench.ControlAsync($"epgu/orders/{order}/sign")).Expect(HttpStatusCode.OK);
        var signed = await bench.OrderAsync(order);
        Assert.Equal((3, true, "done", "Документы подписаны"), ((int)signed["orderStatusId"]!, (bool)signed["closed"]!, (string?)signed["stateOrgStatusCode"], (string?)signed["orderStatusName"]));
        Assert.Equal([0, 17, 3], signed["statuses"]!.AsArray().Select(record => (int)record!["statusId"]!));

        var files = signed["orderResponseFiles"]!.AsArray();
        Assert.Equal(["Dogovor.pdf.sig", "Dogovor.pdf", "req.xml"], files.Select(file => (string?)file!["fileName"]));
        var signature = await DownloadAsync(bench, files[0]!);
        Assert.Equal("application/x-pkcs7-signature", signature.ContentHeaders.ContentType!.ToString());
        Assert.Equal((int)files[0]!["fileSize"]!, signature.Bytes.Length);
        Assert.Equal(Parcel.Content("Dogovor.pdf"), (await DownloadAsync(bench, files[1]!)).Bytes);
        Verify(signature.Bytes, Parcel.Content("Dogovor.pdf"));
    }

    /// <summary>By the link of the file, on the new path and on the old one.</summary>
    private static async Task<EpguReply> DownloadAsync(EpguBench bench, JsonNode file)
    {
        var link = ((string)file["link"]!).Split('/');
        var mnemonic = Uri.EscapeDataString(link[4]);
        var fresh = (await bench.CallAsync(HttpMethod.Get, $"gusmev/files/download/{link[3]}/{link[5]}?mnemonic={mnemonic}&eserviceCode=10000000374")).Expect(HttpStatusCode.OK);
        var old = (await bench.CallAsync(HttpMethod.Get, $"storage/v2/files/{link[3]}/{link[5]}/download?mnemonic={mnemonic}")).Expect(HttpStatusCode.OK);
        Assert.Equal(fresh.Bytes, old.Bytes);
        return fresh;
    }

    private static void Verify(byte[] signature, byte[] content)
    {
        var signed = new CmsSignedData(new CmsProcessableByteArray(content), signature);
        var signer = Assert.Single(signed.GetSignerInfos().GetSigners());
        var certificate = Assert.Single(signed.GetCertificates().EnumerateMatches(signer.SignerID));
        Assert.True(signer.Verify(certificate));
        Assert.Contains("99000000759", certificate.SubjectDN.ToString(), StringComparison.Ordinal);
    }
}

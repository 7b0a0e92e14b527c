using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.X509;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>Recipients by SNILS (contract A.2), and what a signature of theirs looks like (7.1, 7.2).</summary>
public sealed class SimulatorEpguRecipientTests
{
    [Theory]
    [InlineData("990-000-001 53", "00:00:05", 3, "done", "Документы подписаны", 56990)]
    [InlineData("990-000-002 54", "00:00:05", 4, "sign_reject", "Подписание документов отклонено", 56991)]
    [InlineData("990-000-003 55", "24:00:00", 4, "expired", "Истекло время подписания документов", 56992)]
    [InlineData("990-000-004 56", "00:00:01", 5, "snils_not_found", "Ошибка отправки в ведомство", null)]
    [InlineData("990-000-005 57", "08:00:00", 5, "state_eds_no_answer", "Ошибка отправки в ведомство", null)]
    [InlineData("990-000-006 58", "00:00:01", 5, "request_error", "Ошибка отправки в ведомство", null)]
    [InlineData("990-000-007 59", "24:00:00", 4, "expired", "Истекло время подписания документов", 56992)]
    [InlineData("112-233-445 95", "24:00:00", 4, "expired", "Истекло время подписания документов", 56992)]
    public async Task A_recipient_answers_in_due_time(string snils, string after, int status, string code, string title, int? agency)
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender, snils));
        Assert.Equal(17, (int)(await bench.OrderAsync(order))["orderStatusId"]!);
        await bench.AdvanceAsync(after);
        var ended = await bench.OrderAsync(order);
        var record = ended["currentStatusHistory"]!;
        Assert.Equal((status, code, title, true), ((int)ended["orderStatusId"]!, (string)ended["stateOrgStatusCode"]!, (string)ended["orderStatusName"]!, (bool)ended["closed"]!));
        Assert.Equal((status == 3 ? "R" : "N", true, agency), ((string)record["hasResult"]!, (bool)record["finalStatus"]!, (int?)record["stateOrgStatusId"]));
        Assert.Equal((long)record["id"]!, (long)ended["currentStatusHistoryId"]!);
        Assert.Equal(status == 3 ? 3 : 0, ended["orderResponseFiles"]!.AsArray().Count);
        Assert.Equal(status == 4 && code == "expired" ? title : (string)record["comment"]!, (string)record["comment"]!);
    }

    [Fact]
    public async Task Broken_foreign_and_missing_signatures_are_three_different_defects()
    {
        await using var bench = await EpguBench.StartAsync();
        string[] documents = ["A.pdf", "B.pdf"];
        var orders = new List<long>();
        foreach (var snils in new[] { "990-000-008 60", "990-000-009 61", "990-000-010 54" })
        {
            orders.Add(await bench.DeliverAsync(Parcel.Right(bench.Sender, snils, documents: documents)));
        }

        await bench.AdvanceAsync("00:00:05");
        var broken = await SignatureAsync(bench, orders[0], "A.pdf");
        Assert.ThrowsAny<CmsException>(() => Read(broken, Parcel.Content("A.pdf")));
        Assert.DoesNotContain("99000000961", Read(await SignatureAsync(bench, orders[1], "A.pdf"), Parcel.Content("A.pdf")).SubjectDN.ToString(), StringComparison.Ordinal);
        Assert.Equal(["A.pdf.sig", "A.pdf", "B.pdf", "req.xml"], await NamesAsync(bench, orders[2]));
        Assert.Equal(["A.pdf.sig", "A.pdf", "B.pdf.sig", "B.pdf", "req.xml"], await NamesAsync(bench, orders[1]));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_signature_has_the_profile_of_its_year_and_the_certificate_of_its_kind(bool old, bool qualified)
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { profile2022 = old });
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender, ns: qualified ? Parcel.Ukep : Parcel.Unep));
        await bench.ControlAsync($"epgu/orders/{order}/sign");
        var (signature, content) = (await SignatureAsync(bench, order, "Dogovor.pdf"), Parcel.Content("Dogovor.pdf"));

        // Indefinite length in BER, a definite one in DER.
        Assert.Equal(old, signature[1] == 0x80);
        var signed = new CmsSignedData(new CmsProcessableByteArray(content), signature);
        var signer = Assert.Single(signed.GetSignerInfos().GetSigners());
        Assert.Equal(("1.2.643.7.1.1.2.2", "1.2.643.7.1.1.1.1"), (signer.DigestAlgorithmID.Algorithm.Id, signer.SignatureAlgorithm.Algorithm.Id));
        Assert.Equal(1, signed.Version);
        string[] expected = [CmsAttributes.ContentType.Id, CmsAttributes.MessageDigest.Id, CmsAttributes.SigningTime.Id, "1.2.840.113549.1.9.16.2.47"];
        Assert.Equal(old ? expected : expected[..3], signer.SignedAttributes.ToAsn1EncodableVector().Select(one => Org.BouncyCastle.Asn1.Cms.Attribute.GetInstance(one).AttrType.Id).Order(StringComparer.Ordinal).OrderBy(id => Array.IndexOf(expected, id)));
        Assert.Null(signer.UnsignedAttributes);

        var certificate = Read(signature, content);
        var subject = certificate.SubjectDN.ToString();
        Assert.Contains(qualified ? "Аккредитованный" : "Неквалифицированная", certificate.IssuerDN.ToString(), StringComparison.Ordinal);
        Assert.Equal(qualified, certificate.SubjectDN.GetOidList().Contains(new DerObjectIdentifier("1.2.643.3.131.1.1")));
        Assert.Equal(["99000000759"], certificate.SubjectDN.GetValueList(new DerObjectIdentifier("1.2.643.100.3")));
        Assert.Equal(qualified, certificate.GetExtensionValue(new DerObjectIdentifier("1.2.643.100.114")) is not null);
        var pem = (await bench.ControlAsync("epgu/ca", verb: HttpMethod.Get)).Bytes;
        var authorities = new X509CertificateParser().ReadCertificates(pem);
        Assert.Equal(3, authorities.Count);
        certificate.Verify(authorities.Single(one => one.SubjectDN.Equivalent(certificate.IssuerDN)).GetPublicKey());
    }

    [Fact]
    public async Task Controls_act_once_and_only_on_what_is_under_way()
    {
        await using var bench = await EpguBench.StartAsync();
        var draft = await bench.ReserveAsync();
        (await bench.ControlAsync($"epgu/orders/{draft}/sign")).Expect(HttpStatusCode.Conflict);
        (await bench.ControlAsync("epgu/orders/1/sign")).Expect(HttpStatusCode.NotFound);

        // Not yet processed: the control does not wait.
        var order = (long)(await bench.PushAsync(Parcel.Right(bench.Sender))).Json["orderId"]!;
        (await bench.ControlAsync($"epgu/orders/{order}/decline")).Expect(HttpStatusCode.OK);
        (await bench.ControlAsync($"epgu/orders/{order}/sign")).Expect(HttpStatusCode.Conflict);
        Assert.Equal("sign_reject", (string?)(await bench.OrderAsync(order))["stateOrgStatusCode"]);

        var failed = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        (await bench.ControlAsync($"epgu/orders/{failed}/fail?code=nonsense")).Expect(HttpStatusCode.BadRequest);
        (await bench.ControlAsync($"epgu/orders/{failed}/fail?code=SNILS_NOT_FOUND")).Expect(HttpStatusCode.OK);
        Assert.Equal("snils_not_found", (string?)(await bench.OrderAsync(failed))["stateOrgStatusCode"]);

        var refused = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        (await bench.ControlAsync($"epgu/orders/{refused}/fail?code=INTERNAL_ERROR")).Expect(HttpStatusCode.OK);
        Assert.Equal(("INTERNAL_ERROR", null), ((string?)(await bench.DetailsAsync(refused)).Json["code"], (await bench.DetailsAsync(refused)).Json["order"]));
    }

    [Fact]
    public async Task The_phone_shows_what_waits_and_opens_its_documents()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        var room = (string)(await bench.ControlAsync("room", verb: HttpMethod.Get)).Json["goskey"]!;
        foreach (var part in new[] { "990-000-007 59", "УКЭП", "Договор аренды № 15", $"/controls/epgu/orders/{order}/sign", $"/controls/epgu/orders/{order}/decline", $"/controls/epgu/orders/{order}/documents/Dogovor.pdf" })
        {
            Assert.Contains(part, room, StringComparison.Ordinal);
        }

        var document = (await bench.ControlAsync($"epgu/orders/{order}/documents/Dogovor.pdf", verb: HttpMethod.Get)).Expect(HttpStatusCode.OK);
        Assert.Equal("application/pdf", document.ContentHeaders.ContentType!.ToString());
        Assert.Equal(Parcel.Content("Dogovor.pdf"), document.Bytes);
        await bench.ControlAsync($"epgu/orders/{order}/sign");
        Assert.Contains("Никому не пришло", (string?)(await bench.ControlAsync("room", verb: HttpMethod.Get)).Json["goskey"], StringComparison.Ordinal);
    }

    private static async Task<string[]> NamesAsync(EpguBench bench, long order) => [.. (await bench.OrderAsync(order))["orderResponseFiles"]!.AsArray().Select(file => (string)file!["fileName"]!)];

    private static async Task<byte[]> SignatureAsync(EpguBench bench, long order, string document)
    {
        var history = ((long)(await bench.OrderAsync(order))["currentStatusHistoryId"]!).ToString(CultureInfo.InvariantCulture);
        return (await bench.CallAsync(HttpMethod.Get, $"storage/v2/files/{history}/3/download?mnemonic={document}")).Expect(HttpStatusCode.OK).Bytes;
    }

    private static X509Certificate Read(byte[] signature, byte[] content)
    {
        var signed = new CmsSignedData(new CmsProcessableByteArray(content), signature);
        var signer = Assert.Single(signed.GetSignerInfos().GetSigners());
        var certificate = Assert.Single(signed.GetCertificates().EnumerateMatches(signer.SignerID));
        Assert.True(signer.Verify(certificate));
        return certificate;
    }
}

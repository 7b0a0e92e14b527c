using System.Net;
using System.Text;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>The checks of contract A.4, one row a check, and what is right.</summary>
public sealed class SimulatorEpguPackageTests
{
    private const string Snils = "<ns:Snils>990-000-007 59</ns:Snils>";

    private static readonly Dictionary<string, (string Code, Func<Sender, byte[]> Make)> Wrong = new()
    {
        ["no ZIP"] = ("INVALID_FILES_STRUCTURE", _ => "не архив"u8.ToArray()),
        ["a folder"] = ("INVALID_FILES_STRUCTURE", sender => Whole(sender).Signed("docs/Akt.pdf", [1]).Zip()),
        ["a folder by backslash"] = ("INVALID_FILES_STRUCTURE", sender => Whole(sender).Signed("docs\\Akt.pdf", [1]).Zip()),
        ["no req.xml"] = ("REQ_NOT_FOUND", sender => new Parcel(sender).Signed("Dogovor.pdf", [1]).Zip()),
        ["req.xml in other letters"] = ("REQ_NOT_FOUND", sender => new Parcel(sender).Signed("Req.xml", [1]).Signed("Dogovor.pdf", [1]).Zip()),
        ["a missing signature"] = ("FILES_VERIFICATION_FAILED", sender => Whole(sender).Plain("Akt.pdf", [1]).Zip()),
        ["an orphan signature"] = ("FILES_VERIFICATION_FAILED", sender => Whole(sender).Plain("Akt.pdf.sig", [1]).Zip()),
        ["a hyphen in a name"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: "Do-govor.pdf")),
        ["Cyrillic in layout A"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: "Договор.pdf")),
        ["a long name"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: new string('a', 47) + ".pdf")),
        ["a format that is not taken"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: "Dogovor.docx")),
        ["JPEG in layout A"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: "Foto.jpg")),
        ["a nested archive"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: "Dogovor.zip")),
        ["names that differ by case"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: ["A.pdf", "a.pdf"])),
        ["16 documents"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, documents: [.. Enumerable.Range(1, 16).Select(number => $"D{number}.pdf")])),
        ["no documents"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestA(Snils))),
        ["an empty document"] = ("VALIDATION_ERROR", sender => new Parcel(sender).Signed("req.xml", Encoding.UTF8.GetBytes(Parcel.RequestA(Snils))).Signed("Dogovor.pdf", []).Zip()),
        ["100 000 001 bytes"] = ("VALIDATION_ERROR", sender => Whole(sender).Signed("Akt.pdf", new byte[100_000_000]).Zip(System.IO.Compression.CompressionLevel.Fastest)),
        ["XML that is not well formed"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, "<ns:SignRequest", "Dogovor.pdf")),
        ["a DTD"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestA(Snils).Replace("?><", "?><!DOCTYPE x><", StringComparison.Ordinal), "Dogovor.pdf")),
        ["an unknown namespace"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, ns: "urn://mpkey.gosuslugi.ru/sign_document/2.0.0")),
        ["a wrong order of elements"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB("").Replace("</ns:SignRequest>", Snils + "</ns:SignRequest>", StringComparison.Ordinal), "Dogovor.pdf")),
        ["a wrong control number"] = ("VALIDATION_ERROR", sender => Parcel.Right(sender, "990-000-007 58")),
        ["two recipients in layout B"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB($"<ns:OID>1000990007</ns:OID>{Snils}"), "Dogovor.pdf")),
        ["an end in the past"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB(Snils, until: Parcel.Until(-1)), "Dogovor.pdf")),
        ["an end after a day"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB(Snils, until: Parcel.Until(25)), "Dogovor.pdf")),
        ["an end without offset"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB(Snils, until: Parcel.Until()[..^6]), "Dogovor.pdf")),
        ["fewer blocks than documents"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestA(Snils), "A.pdf", "B.pdf")),
        ["blocks that differ"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestA(Snils, 2, change: (number, block) => number == 1 ? block : block.Replace("Ромашка", "Лютик", StringComparison.Ordinal)), "A.pdf", "B.pdf")),
        ["an attribute twice"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB(Snils, attributes: Parcel.Attribute("orgName", "А") + Parcel.Attribute("orgName", "Б")), "Dogovor.pdf")),
        ["no orgINN"] = ("VALIDATION_ERROR", sender => Parcel.Of(sender, Parcel.RequestB(Snils, attributes: Parcel.Attribute("orgName", "А")), "Dogovor.pdf")),
        ["a foreign mnemonic"] = ("REQ_VERIFY_FAILED", sender => Parcel.Of(sender, Parcel.RequestA(Snils, change: (_, block) => block.Replace("DEMO01", "DEMO99", StringComparison.Ordinal)), "Dogovor.pdf")),
        ["a foreign INN"] = ("REQ_VERIFY_FAILED", sender => Parcel.Of(sender, Parcel.RequestB(Snils).Replace("6676130154", "7700000009", StringComparison.Ordinal), "Dogovor.pdf")),
        ["a signature of other bytes"] = ("FILES_VERIFICATION_FAILED", sender => Documentless(sender).Plain("Dogovor.pdf", [1]).Plain("Dogovor.pdf.sig", sender.Sign([2])).Zip()),
        ["a signature with the bytes in it"] = ("FILES_VERIFICATION_FAILED", sender => Documentless(sender).Plain("Dogovor.pdf", [1]).Plain("Dogovor.pdf.sig", sender.Sign([1], enclosed: true)).Zip()),
        ["a signature in base64"] = ("FILES_VERIFICATION_FAILED", sender => Documentless(sender).Plain("Dogovor.pdf", [1]).Plain("Dogovor.pdf.sig", Encoding.ASCII.GetBytes(Convert.ToBase64String(sender.Sign([1])))).Zip()),
    };

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task A_wrong_package_is_refused_by_its_code_without_an_order(string name)
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Wrong[name].Make(bench.Sender));
        var envelope = (await bench.DetailsAsync(order)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((Wrong[name].Code, null), ((string?)envelope["code"], envelope["order"]));
        Assert.False(string.IsNullOrEmpty((string?)envelope["message"]));
        await bench.QuirksAsync(new { rejectAtPush = true });
        Assert.StartsWith(Wrong[name].Code, (string?)(await bench.PushAsync(Wrong[name].Make(bench.Sender))).ExpectError(400, "bad_request").Json["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_signature_is_refused()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(await SimulatorEpguTokenTests.OtherAsync(bench)));
        Assert.Equal("FILES_VERIFICATION_FAILED", (string?)(await bench.DetailsAsync(order)).Json["code"]);
    }

    [Fact]
    public async Task Both_layouts_and_both_kinds_of_signature_pass()
    {
        await using var bench = await EpguBench.StartAsync();
        await SeenAsync(Parcel.Right(bench.Sender), "V1_8", true);
        await SeenAsync(Parcel.Right(bench.Sender, ns: Parcel.Unep, documents: ["A.pdf", "B_2 x.xml", "C.TIFF"]), "V1_8", false);
        await SeenAsync(Parcel.Of(bench.Sender, Parcel.RequestB(Snils), "Договор аренды, 1.pdf", "O'Henry.jpg"), "V1_9", false);
        await SeenAsync(Parcel.Of(bench.Sender, Parcel.RequestB(Snils, Parcel.Ukep), [.. Enumerable.Range(1, 20).Select(number => $"D{number}.txt")]), "V1_9", true);
        await SeenAsync(Parcel.Of(bench.Sender, Parcel.RequestA("<ns:OID>1000990007</ns:OID>" + Snils), "Dogovor.pdf"), "V1_8", true);
        await SeenAsync(Parcel.Of(bench.Sender, Parcel.RequestA("").Replace("</ns:SignRequest>", "<ns:OID>1000990007</ns:OID></ns:SignRequest>", StringComparison.Ordinal), "Dogovor.pdf"), "V1_8", true);

        async Task SeenAsync(byte[] zip, string layout, bool qualified)
        {
            var order = await bench.DeliverAsync(zip);
            Assert.Equal(17, (int)(await bench.OrderAsync(order))["orderStatusId"]!);
            var seen = (await bench.ControlAsync("epgu/orders", verb: HttpMethod.Get)).Json.AsArray().Last()!;
            Assert.Equal((order, layout, qualified), ((long)seen["orderId"]!, (string)seen["layout"]!, (bool)seen["qualified"]!));
        }
    }

    [Fact]
    public async Task A_SNILS_without_separators_and_a_long_MIME_type_pass_the_schema_and_fail_later()
    {
        await using var bench = await EpguBench.StartAsync();
        var bare = await bench.DeliverAsync(Parcel.Right(bench.Sender, "99000000759"));
        var mime = await bench.DeliverAsync(Parcel.Of(bench.Sender, Parcel.RequestA(Snils, change: (_, block) => block.Replace("application/pdf", new string('a', 51), StringComparison.Ordinal)), "Dogovor.pdf"));
        await bench.AdvanceAsync("00:00:02");
        Assert.Equal((5, "snils_not_found"), await EndAsync(bare));
        Assert.Equal((5, "mimetype_length_incorrect"), await EndAsync(mime));

        async Task<(int, string)> EndAsync(long order)
        {
            var inner = await bench.OrderAsync(order);
            return ((int)inner["orderStatusId"]!, (string)inner["stateOrgStatusCode"]!);
        }
    }

    private static Parcel Documentless(Sender sender) => new Parcel(sender).Signed("req.xml", Encoding.UTF8.GetBytes(Parcel.RequestA(Snils)));

    private static Parcel Whole(Sender sender) => Documentless(sender).Signed("Dogovor.pdf", [1]);
}

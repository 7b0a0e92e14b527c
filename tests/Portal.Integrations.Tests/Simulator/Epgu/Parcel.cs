using System.IO.Compression;
using System.Text;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>A package made by the test: files, their signatures, the ZIP.</summary>
internal sealed class Parcel(Sender sender)
{
    public const string Unep = "urn://mpkey.gosuslugi.ru/sign_document/1.0.0";
    public const string Ukep = "urn://mpkey.gosuslugi.ru/sign_document_ukep/1.0.0";

    private readonly List<(string Name, byte[] Bytes)> entries = [];

    /// <summary>One small PDF, a layout A request to the recipient: right in everything.</summary>
    public static byte[] Right(Sender sender, string snils = "990-000-007 59", string ns = Ukep, params string[] documents) =>
        Of(sender, RequestA($"<ns:Snils>{snils}</ns:Snils>", Math.Max(documents.Length, 1), ns), documents.Length == 0 ? ["Dogovor.pdf"] : documents);

    /// <summary>A request and documents of its choice, every file signed.</summary>
    public static byte[] Of(Sender sender, string request, params string[] documents)
    {
        var parcel = new Parcel(sender).Signed("req.xml", Encoding.UTF8.GetBytes(request));
        foreach (var document in documents)
        {
            parcel.Signed(document, Content(document));
        }

        return parcel.Zip();
    }

    public static byte[] Content(string document) => Encoding.UTF8.GetBytes($"%PDF-1.7\nДоговор {document}\n");

    public Parcel Signed(string name, byte[] bytes) => Plain(name, bytes).Plain(name + ".sig", sender.Sign(bytes));

    public Parcel Plain(string name, byte[] bytes)
    {
        entries.Add((name, bytes));
        return this;
    }

    public byte[] Zip(CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Layout A with so many blocks; a block can be changed.</summary>
    public static string RequestA(string recipient, int blocks = 1, string ns = Ukep, Func<int, string, string>? change = null)
    {
        var until = Until();
        return $"""<?xml version="1.0" encoding="utf-8"?><ns:SignRequest xmlns:ns="{ns}">{recipient}""" + string.Concat(Enumerable.Range(1, blocks).Select(number =>
        {
            var block = $"""
                <ns:Document><ns:DocumentId>PKG-0001-{number}</ns:DocumentId><ns:MimeType>application/pdf</ns:MimeType><ns:Description>Договор аренды № 15</ns:Description>
                <ns:Backlink>https://lk.gosuslugi.ru/notifications</ns:Backlink><ns:SignExpiration>{until}</ns:SignExpiration>{Attribute("mnemonics", "DEMO01")}
                {Attribute("serviceName", "Подписание договоров")}{Attribute("orgName", "ООО «Ромашка-Тест»")}</ns:Document>
                """;
            return change?.Invoke(number, block) ?? block;
        })) + "</ns:SignRequest>";
    }

    public static string RequestB(string recipient, string ns = Unep, string? until = null, string? attributes = null) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?><ns:SignRequest xmlns:ns="{ns}">{recipient}<ns:SignExpiration>{until ?? Until()}</ns:SignExpiration>
        <ns:Description>Договор аренды № 15</ns:Description>{attributes ?? Attribute("orgName", "ООО «Ромашка-Тест»") + Attribute("orgINN", "6676130154")}</ns:SignRequest>
        """;

    public static string Attribute(string name, string value) =>
        $"<ns:Attribute><ns:AttributeName>{name}</ns:AttributeName><ns:AttributeValue>{value}</ns:AttributeValue></ns:Attribute>";

    /// <summary>23 hours from now, as the contract writes it.</summary>
    public static string Until(double hours = 23) =>
        TimeProvider.System.GetUtcNow().AddHours(hours).ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
}

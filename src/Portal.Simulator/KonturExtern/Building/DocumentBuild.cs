using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Building;

/// <summary>A document made from a contract: what the draft document becomes.</summary>
internal sealed record BuiltDocument(string Type, string Filename, byte[] Bytes);

/// <summary>Makes documents from build contracts (drafts contract 1.7): requests for information (ION) and subscriptions. The files themselves are chosen by us.</summary>
internal static class DocumentBuild
{
    private const string Ion = "ION";

    /// <summary>Types besides ION, ignoring case: what the document is and how its file begins.</summary>
    private static readonly Dictionary<string, (string Document, string File)> Subscriptions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fssSedoProviderSubscriptionForRegistrationNumber"] = ("fss-sedo-provider-subscription-request", "SEDO_PROVIDER"),
        ["fssSedoAbonentSubscriptionForRegistrationNumber"] = ("fss-sedo-abonent-subscription-request", "SEDO_ABONENT"),
        ["fssSedoAbonentSubscriptionForSnils"] = ("fss-sedo-abonent-subscription-request", "SEDO_ABONENT"),
        ["zped"] = ("pfr-ancillary-document", "ZPED"),
        ["usn"] = ("business-registration-application-usn", "USN"),
    };

    public static BuiltDocument Of(string type, string? version, JsonElement contract, DraftMeta meta, DateTimeOffset at)
    {
        if (contract.ValueKind != JsonValueKind.Object)
        {
            throw ExternException.BadRequest("Контракт построения — объект JSON.");
        }

        return type.StartsWith(Ion, StringComparison.OrdinalIgnoreCase) ? Request(type[Ion.Length..], version, contract, meta, at)
            : Subscriptions.TryGetValue(type, out var known) ? Subscription(known.Document, known.File, type, contract, meta, at)
            : throw ExternException.BadRequest($"Документы вида {type} не строятся.");
    }

    private static BuiltDocument Request(string kind, string? version, JsonElement contract, DraftMeta meta, DateTimeOffset at)
    {
        if (kind is "1" or "2")
        {
            throw ExternException.BadRequest("ФНС больше не принимает запросы ИОН-1 и ИОН-2.");
        }

        if (kind is not [>= '3' and <= '9'])
        {
            throw ExternException.BadRequest($"Запросы ИОН-{kind} не строятся.");
        }

        if (version is not (null or "3"))
        {
            throw ExternException.BadRequest("Поддерживается версия контракта 3.");
        }

        var data = Object(contract, "data");
        var additional = Object(contract, "additional-org-info");
        if (!data.TryGetProperty("ФормОтв", out var form) || form.ToString() is not ("1" or "2" or "4"))
        {
            throw ExternException.BadRequest("ФормОтв должен быть 1 (RTF), 2 (XML) или 4 (PDF).");
        }

        if (additional.TryGetProperty("signer-type", out var signer) && signer.ToString() is not ("chief" or "representative"))
        {
            throw ExternException.BadRequest("signer-type должен быть chief или representative.");
        }

        return File("fns534-ion-request", $"IO_ION{kind}", meta, at, new XElement("Документ",
            new XAttribute("КНД", $"116610{kind}"), new XAttribute("КодНО", meta.Recipient?.IfnsCode ?? ""), Payer(meta), JsonXml.Of("ЗапросИОН", data), JsonXml.Of("Представитель", additional)));
    }

    private static BuiltDocument Subscription(string document, string file, string type, JsonElement contract, DraftMeta meta, DateTimeOffset at)
    {
        if (contract.TryGetProperty("subscription-type", out var kind) && kind.ToString() is not ("subscribe" or "unsubscribe"))
        {
            throw ExternException.BadRequest("subscription-type должен быть subscribe или unsubscribe.");
        }

        return File(document, file, meta, at, new XElement("Документ", new XAttribute("Вид", type), Payer(meta), JsonXml.Of("Данные", contract)));
    }

    /// <summary>A file of the tax service's kind: named as its ИдФайл says.</summary>
    public static BuiltDocument File(string type, string prefix, DraftMeta meta, DateTimeOffset at, XElement document)
    {
        var recipient = meta.Recipient;
        var code = recipient?.IfnsCode ?? recipient?.FssCode ?? recipient?.UpfrCode ?? recipient?.RegistrationIfnsCode ?? "0000";
        var id = $"{prefix}_{code}_{code}_{meta.Payer!.Inn}{meta.Payer.Organization?.Kpp}_{at.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}_{Guid.NewGuid()}";
        return new BuiltDocument($"urn:document:{type}", $"{id}.xml", JsonXml.Write(
            new XElement("Файл", new XAttribute("ИдФайл", id), new XAttribute("ВерсПрог", "Контур.Экстерн (песочница)"), new XAttribute("ВерсФорм", "5.03"), document)));
    }

    public static XElement Payer(DraftMeta meta) => string.IsNullOrEmpty(meta.Payer!.Organization?.Kpp)
        ? new XElement("СвНП", new XElement("НПФЛ", new XAttribute("ИННФЛ", meta.Payer.Inn!)))
        : new XElement("СвНП", new XElement("НПЮЛ", new XAttribute("ИННЮЛ", meta.Payer.Inn!), new XAttribute("КПП", meta.Payer.Organization.Kpp)));

    private static JsonElement Object(JsonElement contract, string name) =>
        contract.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object ? found : throw ExternException.BadRequest($"В контракте построения нет блока {name}.");
}

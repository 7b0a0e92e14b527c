using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Reads the builder data of each type and refuses what the service would not take (drafts contract 4).</summary>
internal static partial class BuilderData
{
    public const string Inventory = "fns534-inventory";
    public const string Letter = "fns534-letter";
    private const string Prefix = "urn:drafts-builder:";
    private static readonly string[] Orders = ["scanned-file-order", "attachment-file-order"];

    /// <summary>Builder types by their last segment; <c>534-letter</c> is a published misprint.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [Inventory] = Inventory, [Letter] = Letter, ["534-letter"] = Letter, ["business-registration"] = "business-registration", ["pfr-report"] = "pfr-report",
        ["pfr-letter"] = "pfr-letter", ["pfr-ios"] = "pfr-ios", ["stat-letter"] = "stat-letter",
    };

    /// <summary>The last segment of a builder's type.</summary>
    public static string TypeOf(BuilderMeta meta) => Types[meta.BuilderType![Prefix.Length..]];

    public static BuilderMeta Validated(this BuilderMeta meta)
    {
        _ = meta.DraftMeta.Validated();
        var type = meta.BuilderType;
        Require(type?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true && Types.ContainsKey(type[Prefix.Length..]), "Неизвестный тип построителя черновиков (builder-type).");
        switch (TypeOf(meta))
        {
            case Inventory:
                Require(
                    Text(meta.BuilderData, "id-file-osn") is not null
                    || (IdOf(meta.BuilderData, "related-document", "related-docflow-id") is not null && IdOf(meta.BuilderData, "related-document", "related-document-id") is not null),
                    "Не указано требование (related-document) или идентификатор файла-основания (id-file-osn).");
                break;
            case Letter:
                Require(Text(meta.BuilderData, "region") is not null || Text(Part(meta.BuilderData, "address"), "region") is not null, "Не указан код субъекта Федерации (region).");
                break;
            case "business-registration":
                Require(Text(Part(meta.BuilderData, "registration-info"), "application-code") is not null, "Не указан код заявления (application-code).");
                break;
        }

        return meta;
    }

    /// <summary>Data of a document.</summary>
    public static JsonElement? Document(string type, JsonElement? data)
    {
        if (type == Inventory)
        {
            Require(Text(data, "claim-item-number") is { } number && ClaimItem().IsMatch(number), "Номер пункта требования (claim-item-number) должен иметь вид 1.01 или 2.01.");
            Require(Text(data, "type") is null or "formalized" or "scanned" or "warrant", "Вид документа должен быть formalized, scanned или warrant.");
        }
        else if (type == Letter)
        {
            Require(Text(data, "type") is null or "warrant" or "attachment" or "letter", "Вид документа должен быть warrant, attachment или letter.");
        }
        else if (type == "business-registration")
        {
            Require(Text(data, "svdreg-code") is { } code && Svdreg().IsMatch(code), "Неверный код СВДРЕГ (svdreg-code).");
        }

        return data;
    }

    /// <summary>Data of a file; an order that came as text is kept as the number that it is (7.6, S15).</summary>
    public static JsonElement? File(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Object } given)
        {
            return data;
        }

        var changed = JsonNode.Parse(given.GetRawText())!.AsObject();
        foreach (var name in Orders)
        {
            if (changed[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            {
                Require(int.TryParse((string)value!, NumberStyles.Integer, CultureInfo.InvariantCulture, out var order), $"Порядок файла ({name}) должен быть числом.");
                changed[name] = order;
            }
        }

        return JsonSerializer.SerializeToElement(changed);
    }

    public static int OrderOf(BuilderFile file) => Orders
        .Select(name => Part(file.Data, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var order) ? order : (int?)null)
        .FirstOrDefault(order => order is not null) ?? int.MaxValue;

    public static JsonElement? Part(JsonElement? data, string name) =>
        data is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public static string? Text(JsonElement? data, string name) => Part(data, name)?.ToString() is { Length: > 0 } text ? text : null;

    public static Guid? IdOf(JsonElement? data, string part, string name) => Guid.TryParse(Text(Part(data, part), name), out var id) ? id : null;

    private static void Require(bool met, string message)
    {
        if (!met)
        {
            throw ExternException.BadRequest(message);
        }
    }

    [GeneratedRegex(@"\A[12]\.[0-9]{2}\z")]
    private static partial Regex ClaimItem();

    [GeneratedRegex(@"\A[0-9XxХх][0-9]{5}\z")]
    private static partial Regex Svdreg();
}

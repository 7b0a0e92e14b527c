using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Simulator.KonturExtern.Building;

/// <summary>Writes a build contract's JSON as XML: values become attributes, objects and arrays elements. How is chosen by us: no schema of the results is published.</summary>
internal static class JsonXml
{
    private const int LongestName = 100;

    public static XElement Of(string name, JsonElement json)
    {
        var element = new XElement(NameOf(name));
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in json.EnumerateObject())
            {
                Add(element, property.Name, property.Value);
            }
        }
        else if (TextOf(json) is { } text)
        {
            element.Value = text;
        }

        return element;
    }

    /// <summary>windows-1251, as the tax service wants it; what it has no letter for becomes a reference.</summary>
    public static byte[] Write(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = Encoding.GetEncoding(1251), Indent = true }))
        {
            new XDocument(root).Save(writer);
        }

        return bytes.ToArray();
    }

    private static void Add(XElement element, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                element.Add(value.EnumerateArray().Select(item => Of(name, item)));
                break;
            case JsonValueKind.Object:
                element.Add(Of(name, value));
                break;
            default:
                if (TextOf(value) is { } text)
                {
                    element.SetAttributeValue(NameOf(name), text);
                }

                break;
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new string([.. value.GetString()!.Where(letter => XmlConvert.IsXmlChar(letter))]),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };

    private static XName NameOf(string name) =>
        XmlConvert.EncodeLocalName(name.Length is 0 ? "Элемент" : name.Length > LongestName ? name[..LongestName] : name)!;
}

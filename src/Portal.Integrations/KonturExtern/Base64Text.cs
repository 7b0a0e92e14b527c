using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>Bytes that the vendor answers as one JSON base64 string (contract auth 1.3, drafts Appendix D).</summary>
[JsonConverter(typeof(Base64TextConverter))]
public sealed record Base64Text(ReadOnlyMemory<byte> Bytes);

internal sealed class Base64TextConverter : JsonConverter<Base64Text>
{
    public override Base64Text Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, Base64Text value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Bytes.Span);
}

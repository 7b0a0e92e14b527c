using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>
/// The JSON of Kontur.Extern (contract drafts 0.3, auth section 6): kebab-case, nulls left out when writing, Cyrillic as it is; reading is lenient.
/// Also the way to keep a wire record as text in a database.
/// </summary>
public static class ExternJson
{
    /// <summary>Serializer options of every record of this folder.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    internal static string? KeptText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => reader.HasValueSequence ? null : System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => Skip(ref reader),
    };

    private static string? Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            PropertyNameCaseInsensitive = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new LenientBoolConverter());
        options.Converters.Add(new LenientNullableBoolConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new DateConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>A boolean, or its text (contract drafts 1.3: docs samples send <c>"true"</c>); null and anything else is false.</summary>
internal sealed class LenientBoolConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientNullableBoolConverter.Parse(ExternJson.KeptText(ref reader)) ?? false;

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>A three-state boolean: true/false, <c>yes</c>/<c>no</c>/<c>unknown</c> (contract auth section 6); null when unknown.</summary>
internal sealed class LenientNullableBoolConverter : JsonConverter<bool?>
{
    public override bool HandleNull => true;

    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ExternJson.KeptText(ref reader));

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } known)
        {
            writer.WriteBooleanValue(known);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    internal static bool? Parse(string? text) => text?.ToLowerInvariant() switch
    {
        "true" or "yes" => true,
        "false" or "no" => false,
        _ => null,
    };
}

/// <summary>An instant; without a zone it is UTC (contract drafts 0.3). Reads <c>Z</c>, <c>+03:00</c> and <c>+0300</c>; unreadable is null.</summary>
internal class InstantConverter : JsonConverter<DateTimeOffset?>
{
    public override bool HandleNull => true;

    /// <summary>The offset of a text that names none.</summary>
    protected virtual TimeSpan Unmarked => TimeSpan.Zero;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = ExternJson.KeptText(ref reader);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local))
        {
            return null;
        }

        return local.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(local, Unmarked)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
        {
            writer.WriteStringValue(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>An instant that the vendor writes in Moscow time without a zone: the docflow's <c>send-date</c> (contract drafts 0.3).</summary>
internal sealed class MoscowInstantConverter : InstantConverter
{
    protected override TimeSpan Unmarked => TimeSpan.FromHours(3);
}

/// <summary>A pure date, also written as a midnight date-time (contract drafts 0.3); unreadable is null.</summary>
internal sealed class DateConverter : JsonConverter<DateOnly?>
{
    public override bool HandleNull => true;

    public override DateOnly? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = ExternJson.KeptText(ref reader);
        return text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    public override void Write(Utf8JsonWriter writer, DateOnly? value, JsonSerializerOptions options)
    {
        if (value is { } date)
        {
            writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>A text that some samples write as a number (<c>period-code</c>).</summary>
internal sealed class TextConverter : JsonConverter<string?>
{
    public override bool HandleNull => true;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ExternJson.KeptText(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>An HTTP status as a number, its digits, or a kebab-case name (contract drafts 0.4, G29); unknown is null.</summary>
internal sealed class StatusCodeConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = ExternJson.KeptText(ref reader);
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : Enum.TryParse<HttpStatusCode>(text?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var named) ? (int)named
            : null;
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } status)
        {
            writer.WriteNumberValue(status);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

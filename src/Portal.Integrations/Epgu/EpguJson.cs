using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.Epgu;

/// <summary>The JSON of EPGU: camel case, numbers that may be texts, instants with an offset without colon, or without one, which is Moscow's (contract goskey 3.4, 3.5, 3.12).</summary>
public static class EpguJson
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Serializer options of every record of this folder.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>An instant as the status lists want it: Moscow time without an offset.</summary>
    public static string MoscowTime(DateTimeOffset instant) => instant.ToOffset(Moscow).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new MoscowInstantConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    // What cannot be read is null: a date never hides a status.
    private sealed class MoscowInstantConverter : JsonConverter<DateTimeOffset?>
    {
        public override bool HandleNull => true;

        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                return null;
            }

            var text = reader.GetString()!;
            return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact)
                && HasOffset(text) ? exact
                : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Moscow) : null;
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));

        private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
    }
}

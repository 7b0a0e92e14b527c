using System.Globalization;
using System.Text;

namespace Portal.Simulator.KonturAuth;

/// <summary>The text a partner signs in step 1 (contract auth 2.2.3).</summary>
public static class TrusterText
{
    /// <summary>Format of <c>timestamp</c>, UTC.</summary>
    public const string TimestampFormat = "dd.MM.yyyy HH:mm:ss";

    /// <summary>Three lines, each ended, in UTF-8; <paramref name="lineEnd"/> is CR LF by the contract.</summary>
    public static byte[] Build(string apiKey, string id, string timestamp, string lineEnd = "\r\n") =>
        Encoding.UTF8.GetBytes($"apikey={apiKey.ToLowerInvariant()}{lineEnd}id={id}{lineEnd}timestamp={timestamp}{lineEnd}");

    /// <summary>The moment a timestamp names; null when it is malformed.</summary>
    public static DateTimeOffset? ParseTimestamp(string timestamp) =>
        DateTimeOffset.TryParseExact(timestamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}

using System.Text.RegularExpressions;

namespace Portal.Simulator.Controls;

/// <summary>Keeps a path and its query readable and takes the secrets out of them.</summary>
internal static partial class QueryRedaction
{
    /// <summary>Replaces the values of api-keys, keys, codes, sids and tokens by <c>***</c>.</summary>
    public static string Redact(string query) => Secret().Replace(query, "$1***");

    /// <summary>ESIA has its API-Key in the path (contract goskey-epgu 2.1).</summary>
    public static string RedactPath(string path) => KeyInPath().Replace(path, "$1***");

    [GeneratedRegex("(?<=^/esia/)(.*/ext-app/)[^/]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyInPath();

    [GeneratedRegex(
        "(?<=[?&])((?:api-?key|key|code|auth\\.sid|sid|refresh[-_]token|access_token|id_token|id_token_hint|client_secret|code_verifier|signature)=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}

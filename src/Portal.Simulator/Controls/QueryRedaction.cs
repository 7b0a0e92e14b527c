using System.Text.RegularExpressions;

namespace Portal.Simulator.Controls;

/// <summary>Keeps a query string readable and takes the secrets out of it.</summary>
internal static partial class QueryRedaction
{
    /// <summary>Replaces the values of api-keys, keys, codes, sids and tokens by <c>***</c>.</summary>
    public static string Redact(string query) => Secret().Replace(query, "$1***");

    [GeneratedRegex(
        "(?<=[?&])((?:api-?key|key|code|auth\\.sid|sid|refresh[-_]token|access_token|id_token|id_token_hint|client_secret|code_verifier)=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}

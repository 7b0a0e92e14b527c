namespace Portal.Simulator.KonturIdentity;

/// <summary>Scopes a client may ask for (contract auth 1.1, 2.3, 2.6).</summary>
internal static class Scopes
{
    /// <summary>The Extern API.</summary>
    public const string Extern = "extern.api";

    /// <summary>The vendor's test tools.</summary>
    public const string TestTools = "extern.test-tools";

    /// <summary>Scopes that speak of a user.</summary>
    private static readonly string[] OfUsers = ["openid", "profile", "email"];

    /// <summary>Everything known; <c>auth.sid</c> is asked for by the docs of 2020–2021 beside the first.</summary>
    public static readonly string[] Known = [Extern, TestTools, "auth.sid", .. OfUsers];

    /// <summary>A space-separated list, never empty; anything unknown is <c>invalid_scope</c>.</summary>
    public static IReadOnlyList<string> Parse(string? text)
    {
        string[] asked = [.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return asked.Length > 0 && asked.All(Known.Contains) ? asked : throw new IdentityRefusal("invalid_scope", "scope is missing or unknown");
    }

    /// <summary>A list that may be missing, and otherwise asks for nothing beyond what was granted.</summary>
    public static IReadOnlyList<string> Narrow(string? text, IReadOnlyList<string> granted)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return granted;
        }

        var asked = Parse(text);
        return asked.All(granted.Contains) ? asked : throw new IdentityRefusal("invalid_scope", "scope goes beyond what was granted");
    }

    /// <summary>Refuses what only a user can have.</summary>
    public static IReadOnlyList<string> WithoutUser(IReadOnlyList<string> asked) =>
        asked.Intersect(OfUsers).Any() ? throw new IdentityRefusal("invalid_scope", "a client without a user cannot have user scopes") : asked;
}

using System.Globalization;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturAuth;

/// <summary>An access token with its end, as one text that can be kept: <c>Bearer token seconds</c>. A sid is kept as it is and has no space.</summary>
internal static class OpenIdSession
{
    /// <summary>A token about to end is as good as none; the vendor's own SDK draws the line there (2.7).</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The text to keep.</summary>
    internal static string Write(string token, DateTimeOffset expires) =>
        string.Create(CultureInfo.InvariantCulture, $"{KonturToken.Bearer} {token} {expires.ToUnixTimeSeconds()}");

    /// <summary>Is it a text of this kind?</summary>
    internal static bool Is(string session) => session.StartsWith(KonturToken.Bearer + ' ', StringComparison.Ordinal);

    /// <summary>The token, or null when it has ended.</summary>
    internal static string? Read(string session, DateTimeOffset now) =>
        session.Split(' ') is [_, { Length: > 0 } token, var end] && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > (now + Margin).ToUnixTimeSeconds() ? token : null;
}

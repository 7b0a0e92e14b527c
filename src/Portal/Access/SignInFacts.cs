using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Access;

/// <summary>What the session's row learns of a sign-in; travels in the properties that the provider's answer comes back with, sealed by us.</summary>
public sealed record SignInFacts
{
    private const string AuthAtKey = ".portal.auth-at";
    private const string SidKey = ".portal.sid";
    private const string ReplacesKey = ".portal.replaces";
    private const string AgainKey = ".portal.again";

    /// <summary>When the provider asked the person who they are.</summary>
    public DateTimeOffset? AuthAt { get; init; }

    /// <summary>The provider's id of its session.</summary>
    public string? ProviderSid { get; init; }

    /// <summary>Id of the session that this browser had, whose place the new one takes.</summary>
    public string? Replaces { get; init; }

    /// <summary>Our id of the person who has to sign in again, and freshly; null at an ordinary sign-in.</summary>
    public string? Again { get; init; }

    /// <summary>Reads them.</summary>
    public static SignInFacts ReadFrom(AuthenticationProperties properties) => new()
    {
        AuthAt = long.TryParse(properties.GetString(AuthAtKey), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
        ProviderSid = properties.GetString(SidKey),
        Replaces = properties.GetString(ReplacesKey),
        Again = properties.GetString(AgainKey),
    };

    /// <summary>Reads them and leaves the properties without them.</summary>
    public static SignInFacts TakeFrom(AuthenticationProperties properties)
    {
        var facts = ReadFrom(properties);
        new SignInFacts().WriteTo(properties);
        return facts;
    }

    /// <summary>Writes them.</summary>
    public void WriteTo(AuthenticationProperties properties)
    {
        properties.SetString(AuthAtKey, AuthAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        properties.SetString(SidKey, ProviderSid);
        properties.SetString(ReplacesKey, Replaces);
        properties.SetString(AgainKey, Again);
    }
}

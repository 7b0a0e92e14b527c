namespace Portal.Simulator.KonturIdentity;

/// <summary>Lifetimes of the OpenID provider (contract auth 1.4, 2.3, 2.6; gaps in section 8).</summary>
public sealed record IdentitySettings
{
    /// <summary>An access token: 86400 seconds in the samples.</summary>
    public TimeSpan AccessToken { get; init; } = TimeSpan.FromHours(24);

    /// <summary>An access token of the code flow: its sample shows 3600 seconds.</summary>
    public TimeSpan CodeFlowAccessToken { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gap 13: a refresh token; as long as the Authenticator's.</summary>
    public TimeSpan RefreshToken { get; init; } = TimeSpan.FromDays(45);

    /// <summary>An authorization code; not documented, short.</summary>
    public TimeSpan AuthorizationCode { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The secret of the certificate flow.</summary>
    public TimeSpan CertificateSecret { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A request of the device flow.</summary>
    public TimeSpan Device { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How often a device may ask.</summary>
    public TimeSpan DeviceInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How far the partner's clock may run ahead of ours (<c>nbf</c>, <c>iat</c>).</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}

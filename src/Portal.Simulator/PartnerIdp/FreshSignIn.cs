using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Simulator.PartnerIdp;

/// <summary>
/// Decides whether a sign-in is fresh enough for <c>prompt=login</c> and <c>max_age</c>. The way back from the login page carries a sealed
/// mark of the moment the page was asked for, so neither demand can be skipped nor loops.
/// </summary>
internal sealed class FreshSignIn(IDataProtectionProvider protection, TimeProvider wall)
{
    /// <summary>Parameter of the way back.</summary>
    public const string MarkParameter = "signed_in_after";

    private readonly IDataProtector protector = protection.CreateProtector("fresh-sign-in");

    private const long MarkLifetime = 3600;

    /// <summary>The mark for a login page that is shown now.</summary>
    public string Mark() => protector.Protect(Now().ToString(CultureInfo.InvariantCulture));

    /// <summary>Does this sign-in satisfy the request?</summary>
    public bool Satisfies(OpenIddictRequest request, IdpSession session)
    {
        var signedIn = session.AuthenticatedAt.ToUnixTimeSeconds();
        if (Read((string?)request[MarkParameter]) is { } asked && signedIn >= asked && Now() - asked < MarkLifetime)
        {
            return true;
        }

        return !request.HasPromptValue(PromptValues.Login)
            && !request.HasPromptValue(PromptValues.SelectAccount)
            && (request.MaxAge is not { } maxAge || Now() - signedIn <= maxAge);
    }

    private long Now() => wall.GetUtcNow().ToUnixTimeSeconds();

    private long? Read(string? mark)
    {
        try
        {
            return mark is null ? null : long.Parse(protector.Unprotect(mark), CultureInfo.InvariantCulture);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>
/// Refuses an id token that nobody signed. In the code flow ASP.NET takes unsigned ones, as the specification allows over TLS; here the signature of the
/// provider is what says who a person is, whatever stands between.
/// </summary>
public sealed class SignedTokensOnly : JsonWebTokenHandler
{
    /// <summary>Signatures of asymmetric keys: a shared secret, or <c>none</c>, is no provider's word.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <inheritdoc />
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        validationParameters.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, validationParameters);
    }
}

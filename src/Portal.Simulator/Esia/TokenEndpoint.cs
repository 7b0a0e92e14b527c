using System.Buffers.Text;
using System.Text;
using Portal.Simulator.Epgu.Pki;

namespace Portal.Simulator.Esia;

/// <summary>API-Key to access token (contract 2.1, 2.2), checks in the order of A.1.</summary>
internal sealed class TokenEndpoint(EsiaKeys keys, AccessTokens tokens, Authorities authorities, TimeProvider wall)
{
    /// <summary>How old a signature may be, and how far ahead of our clock.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(86_400), Ahead = TimeSpan.FromSeconds(60);

    public IResult Answer(string apiKey, string? signature)
    {
        if (string.IsNullOrEmpty(signature))
        {
            return EsiaError.BadParameters.Answer();
        }

        if (keys.Find(apiKey) is not { } key)
        {
            return EsiaError.KeyNotFound.Answer();
        }

        if (key.Refusal is not null)
        {
            return EsiaError.OfKeys.First(error => error.Code == key.Refusal).Answer();
        }

        return Decode(signature) is { } cms && IsRight(cms, key)
            ? Results.Json(new { accessTkn = tokens.Issue(key) }, EsiaModule.Json, "application/json")
            : EsiaError.BadSignature.Answer();
    }

    private bool IsRight(byte[] cms, EsiaKey key)
    {
        var (found, now) = (SenderSignature.ReadOfKey(cms, Encoding.ASCII.GetBytes(key.ApiKey)), wall.GetUtcNow());
        return found is { Problem: null, Certificate: { } certificate, SignedAt: { } signedAt }
            && now - signedAt <= Oldest && signedAt - now <= Ahead
            && SenderSignature.Distrust(certificate, authorities.Sender, key.Organization, now) is null;
    }

    /// <summary>URL-safe or ordinary base64, with or without padding.</summary>
    private static byte[]? Decode(string signature)
    {
        try
        {
            return Base64Url.DecodeFromChars(signature.Replace('+', '-').Replace('/', '_').TrimEnd('='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

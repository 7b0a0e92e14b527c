using Portal.Integrations.Signing;

namespace Portal.Integrations.Http;

/// <summary>For whom EPGU is called: an organisation's API-Key, with the key that proves it (contract goskey 2.1). Travels in the call.</summary>
/// <param name="ApiKey">A UUID in lower case. A secret: <see cref="ToString"/> does not tell it.</param>
/// <param name="Signer">Signs the key's text.</param>
public sealed record EsiaKey(string ApiKey, IDetachedSigner Signer)
{
    /// <summary>Name of the request's property.</summary>
    public const string Name = "esia-key";

    internal static readonly HttpRequestOptionsKey<EsiaKey> Option = new(Name);

    /// <inheritdoc />
    public override string ToString() => nameof(EsiaKey);
}

/// <summary>Gives access tokens of ESIA to the clients of other portals of the state; implemented by ESIA's client.</summary>
public interface IEsiaTokens
{
    /// <summary>A token that holds for at least a minute.</summary>
    /// <exception cref="VendorException">ESIA refused the key or its signature, or did not answer.</exception>
    /// <exception cref="SigningException">The key's text could not be signed.</exception>
    Task<string> GetAsync(EsiaKey key, CancellationToken cancellationToken = default);

    /// <summary>A token that is asked for now, whatever is kept: whether the key works.</summary>
    /// <exception cref="VendorException">ESIA refused the key or its signature, or did not answer.</exception>
    /// <exception cref="SigningException">The key's text could not be signed.</exception>
    Task<string> RenewAsync(EsiaKey key, CancellationToken cancellationToken = default);

    /// <summary>Forgets a token that was refused, unless another one took its place meanwhile.</summary>
    Task DropAsync(EsiaKey key, string token, CancellationToken cancellationToken = default);
}

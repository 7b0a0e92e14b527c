using Microsoft.AspNetCore.DataProtection;
using Portal.Storage;

namespace Portal.Features.Goskey.Senders;

/// <summary>Encrypts and opens what a profile keeps secret.</summary>
public sealed class SenderSeal(MasterKey master, IDataProtectionProvider protection)
{
    private readonly IDataProtector apiKeys = protection.CreateProtector("goskey-api-key");
    private readonly IDataProtector keyNames = protection.CreateProtector("goskey-key-name");
    private readonly IDataProtector oids = protection.CreateProtector("esia-oid");

    /// <summary>The profile with another API-Key.</summary>
    public SenderProfile WithApiKey(SenderProfile profile, string apiKey) => profile with { ApiKey = apiKeys.Protect(apiKey), ApiKeyTail = apiKey[^4..] };

    /// <summary>The API-Key in the clear.</summary>
    public string ApiKey(SenderProfile profile) => apiKeys.Unprotect(profile.ApiKey);

    /// <summary>A key's name as it is stored.</summary>
    public string SealKeyName(string name) => keyNames.Protect(name);

    /// <summary>Name of the signing key.</summary>
    public string KeyName(SenderProfile profile) => keyNames.Unprotect(profile.KeyName);

    /// <summary>An ESIA id as it is stored.</summary>
    public string? SealOid(string oid) => oid is "" ? null : oids.Protect(oid);

    /// <summary>ESIA id of the API-Key's owner; empty when it is not known.</summary>
    public string Oid(SenderProfile profile) => profile.PersonOid is null ? "" : oids.Unprotect(profile.PersonOid);

    /// <summary>Whose queue it is: known by the ESIA id, or by the API-Key where that is not given.</summary>
    public string OwnerKey(string oid, string apiKey) => oid is "" ? master.Fingerprint("esia-api-key", apiKey) : master.Fingerprint("esia-oid", oid);
}

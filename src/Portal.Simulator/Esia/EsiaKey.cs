namespace Portal.Simulator.Esia;

/// <summary>An organisation as ESIA knows it.</summary>
public sealed record EsiaOrganization(long Oid, string Name, string Inn, string Ogrn);

/// <summary>An API-Key with its owner (contract goskey-epgu 1.2, SENDER) and the information system it was formed for. <see cref="Refusal"/> is ESIA's code while the key is refused.</summary>
public sealed record EsiaKey(string ApiKey, long OwnerOid, string OwnerName, EsiaOrganization Organization, string Mnemonic, string? Refusal = null);

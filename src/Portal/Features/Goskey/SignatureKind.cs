namespace Portal.Features.Goskey;

/// <summary>What the recipient signs with (contract goskey 5.1).</summary>
public enum SignatureKind
{
    /// <summary>УНЭП: the enhanced non-qualified signature that Goskey gives.</summary>
    Unep,

    /// <summary>УКЭП: the enhanced qualified signature.</summary>
    Ukep,
}

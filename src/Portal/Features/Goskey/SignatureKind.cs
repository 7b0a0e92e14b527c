namespace Portal.Features.Goskey;

/// <summary>With what the recipient is to sign; the namespace of req.xml tells it (contract goskey 5.1).</summary>
public enum SignatureKind
{
    /// <summary>УНЭП, enhanced non-qualified.</summary>
    Unep,

    /// <summary>УКЭП, enhanced qualified.</summary>
    Ukep,
}

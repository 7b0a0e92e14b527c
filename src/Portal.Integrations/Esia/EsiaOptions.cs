namespace Portal.Integrations.Esia;

/// <summary>Where ESIA is.</summary>
public sealed class EsiaOptions
{
    /// <summary>Address before <c>/esia-rs</c> (contract goskey 1.1).</summary>
    public Uri? Address { get; set; }

    /// <summary>Time for one attempt.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

namespace Portal.Integrations.Epgu;

/// <summary>Where EPGU is, and how much of it may be asked.</summary>
public sealed class EpguOptions
{
    /// <summary>Address before <c>/api</c> (contract goskey 1.1).</summary>
    public Uri? Address { get; set; }

    /// <summary>Time for one attempt of a call that is no upload or download.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Requests of this process a minute (3.11: 2,000 for the whole information system; several nodes share it).</summary>
    public int RequestsPerMinute { get; set; } = 2_000;
}

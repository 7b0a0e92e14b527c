namespace Portal.Simulator.Epgu;

/// <summary>Times of ESIA, EPGU and Goskey (contract goskey-epgu 4.5, Appendix A.1 and A.2); due times go by the simulator's clock.</summary>
public sealed record EpguSettings
{
    /// <summary>From the package being whole to status 17; the codes of contract 4.4 are shown meanwhile. The contract saw about 2 seconds.</summary>
    public TimeSpan ProcessingDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the delivery to the answer of a recipient that answers by itself.</summary>
    public TimeSpan AnswerDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a recipient may sign, from the sending.</summary>
    public TimeSpan SigningWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the check of the sender's certificate is waited for.</summary>
    public TimeSpan SenderCheckWindow { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Life of an access token (wall clock).</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(10_800);
}

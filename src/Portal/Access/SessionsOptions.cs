namespace Portal.Access;

/// <summary>Section <c>Sessions</c>: how long a sign-in lives and how many pages it may hold open.</summary>
public sealed class SessionsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Sessions";

    /// <summary>A session in which nobody did anything for so long ends.</summary>
    public int IdleMinutes { get; set; } = 60;

    /// <summary>Every session ends after so long, whatever is done in it.</summary>
    public int AbsoluteHours { get; set; } = 12;

    /// <summary>Dangerous steps want a sign-in younger than this.</summary>
    public int StepUpMinutes { get; set; } = 10;

    /// <summary>Open pages (circuits) of one person on one node; one more closes the page unused the longest.</summary>
    public int CircuitsPerPerson { get; set; } = 20;

    /// <summary><see cref="IdleMinutes"/> as a span.</summary>
    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    /// <summary><see cref="AbsoluteHours"/> as a span.</summary>
    public TimeSpan Absolute => TimeSpan.FromHours(AbsoluteHours);

    /// <summary><see cref="StepUpMinutes"/> as a span.</summary>
    public TimeSpan StepUp => TimeSpan.FromMinutes(StepUpMinutes);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (IdleMinutes is < 5 or > 1440)
        {
            yield return "Sessions:IdleMinutes must lie between 5 and 1440";
        }

        if (AbsoluteHours is < 1 or > 168)
        {
            yield return "Sessions:AbsoluteHours must lie between 1 and 168";
        }

        if (StepUpMinutes is < 1 or > 120)
        {
            yield return "Sessions:StepUpMinutes must lie between 1 and 120";
        }

        if (CircuitsPerPerson is < 1 or > 1000)
        {
            yield return "Sessions:CircuitsPerPerson must lie between 1 and 1000";
        }
    }
}

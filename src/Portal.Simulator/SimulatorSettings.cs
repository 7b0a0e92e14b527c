using Portal.Simulator.Epgu;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturIdentity;

namespace Portal.Simulator;

/// <summary>How one simulator is started. Every folder is created when missing.</summary>
public sealed record SimulatorSettings
{
    /// <summary>TCP port on the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; } = 5090;

    /// <summary>State and content bytes; what was acknowledged is found here again after a restart.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where the client's half is written: api-key, partner certificate, OpenID client secret, registry of issued certificates, existing links.</summary>
    public required string SandboxFolder { get; init; }

    /// <summary>How long a state body's robot takes to answer.</summary>
    public TimeSpan RobotDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the operator waits for the user's delivery notice to the social fund before it makes one itself.</summary>
    public TimeSpan NoticeDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wording of September 2018 for cloud signatures of replies: <c>forceConfirmation=true</c> signs a receipt at once and anything else asks for a confirmation.
    /// It was reversed the same day; old clients were written for it.
    /// </summary>
    public bool ForceConfirmationSignsAtOnce { get; init; }

    /// <summary>How long a check, prepare or send task stays "running".</summary>
    public TimeSpan TaskDelay { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Refuses a signature that is no CMS when a draft is prepared; off, such bytes are taken as they are, as clients written for the vendor's test environment send them.</summary>
    public bool RefuseSignaturesThatAreNoCms { get; init; }

    /// <summary>Switches for what the Authenticator's contract leaves open.</summary>
    public AuthenticatorSettings Authenticator { get; init; } = new();

    /// <summary>Lifetimes of Kontur's OpenID provider.</summary>
    public IdentitySettings Identity { get; init; } = new();

    /// <summary>How long ESIA, EPGU and the recipients of documents take.</summary>
    public EpguSettings Epgu { get; init; } = new();

    /// <summary>Log to the console; off inside tests and inside the portal.</summary>
    public bool LogToConsole { get; init; }
}

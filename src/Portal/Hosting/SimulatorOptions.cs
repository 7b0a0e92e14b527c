namespace Portal.Hosting;

/// <summary>Section <c>Simulator</c>: the imitation of everything outside, for development and demonstration.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Simulator";

    /// <summary>Start it beside the portal; only in Development.</summary>
    public bool Enabled { get; set; }

    /// <summary>Its port on the loopback interface.</summary>
    public int Port { get; set; } = 5090;

    /// <summary>Its state; relative to the data folder.</summary>
    public string StateFolder { get; set; } = "simulator";

    /// <summary>Our half of the sandbox: api-key, partner key pair, registry; relative to the data folder.</summary>
    public string SandboxFolder { get; set; } = "sandbox";

    /// <summary>Address of a simulator that runs as a process of its own; then the sandbox is seeded from <see cref="SandboxFolder"/> and the banner shown.</summary>
    public string ExternalAddress { get; set; } = "";

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Port is < 1 or > 65535)
        {
            yield return "Simulator:Port must lie between 1 and 65535";
        }
    }
}

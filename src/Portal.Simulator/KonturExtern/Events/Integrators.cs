namespace Portal.Simulator.KonturExtern.Events;

/// <summary>Service names of the sandbox's integrators. Every api-key that opens a session here is the portal's; the other name is somebody else's.</summary>
internal static class Integrators
{
    /// <summary>The service name of whoever works with the sandbox's api-key.</summary>
    public const string Portal = "portal.sandbox.extern";

    /// <summary>Another integrator: what is shared with it is not shared with the portal.</summary>
    public const string Other = "acme.bank.extern";

    /// <summary>Whose log it is; null for an unknown name. The service name that came with the api-key (auth contract 0.2) is the portal's as well.</summary>
    public static string? Find(string? name, string clientId) => name == clientId ? Portal : name is Portal or Other ? name : null;
}

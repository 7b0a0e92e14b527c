using Portal.Simulator.Controls;

namespace Portal.Simulator.PartnerIdp;

/// <summary>Makes the slow first requests (discovery, keys, login page) before a client does.</summary>
internal sealed class IdpWarmUp(IHttpClientFactory clients, SimulatorAddress address, WarmUpMark mark)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient();
        client.DefaultRequestHeaders.Add(WarmUpMark.HeaderName, mark.Value);
        foreach (var path in new[] { "idp/.well-known/openid-configuration", "idp/.well-known/jwks", "idp/login" })
        {
            using var answer = await client.GetAsync(new Uri(address.Root, path), cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }
}

using Portal.Simulator.Controls;

namespace Portal.Simulator.PartnerIdp;

/// <summary>
/// Registers the client <c>portal</c> and makes the slow first requests (discovery, keys, login page) beside the start, so that nothing else waits for them;
/// other requests to the provider do.
/// </summary>
internal sealed class IdpWarmUp(IHttpClientFactory clients, SimulatorAddress address, WarmUpMark mark, PortalClient portal, IHostApplicationLifetime host) : BackgroundService
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets a request through when the provider can answer it.</summary>
    public Task WaitAsync(HttpContext context) => ready.Task.IsCompletedSuccessfully || mark.Marks(context.Request) ? Task.CompletedTask : ready.Task.WaitAsync(context.RequestAborted);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await portal.RegisterAsync();
            await StartedAsync(stoppingToken);
            using var client = clients.CreateClient();
            client.DefaultRequestHeaders.Add(WarmUpMark.HeaderName, mark.Value);
            foreach (var path in new[] { "idp/.well-known/openid-configuration", "idp/.well-known/jwks", "idp/login" })
            {
                using var answer = await client.GetAsync(new Uri(address.Root, path), stoppingToken);
                answer.EnsureSuccessStatusCode();
            }

            ready.SetResult();
        }
        catch (OperationCanceledException)
        {
            ready.SetCanceled(stoppingToken);
        }
        catch (Exception reason)
        {
            ready.SetException(reason);
            throw;
        }
    }

    private Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(stoppingToken);
    }
}

using System.Net.Http.Headers;
using System.Text;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturIdentity;

/// <summary>A request of a known client: its name and its form, each key at most once.</summary>
internal sealed record ClientRequest(string ClientId, IReadOnlyDictionary<string, string> Form)
{
    /// <summary>A value, or null when it is missing or empty.</summary>
    public string? Text(string key) => Form.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>A value that must be there.</summary>
    public string Need(string key) => Text(key) ?? throw new IdentityRefusal("invalid_request", $"{key} is missing");
}

/// <summary>
/// Reads a form and knows the client: <c>client_id</c> is the service name, <c>client_secret</c> the api-key (contract auth 2.6), given as form keys,
/// as a Basic header, or both (2.7).
/// </summary>
internal sealed class ClientGate(SandboxFolder sandbox)
{
    public async Task<ClientRequest> ReadAsync(HttpContext context)
    {
        var form = await FormOfAsync(context);
        var (id, secret) = (form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret"));
        if (BasicOf(context.Request) is { } basic)
        {
            if ((id ?? basic.Id) != basic.Id || (secret ?? basic.Secret) != basic.Secret)
            {
                throw Unknown();
            }

            (id, secret) = basic;
        }

        return IsKnown(id) && Guid.TryParse(secret, out var apiKey) && apiKey == sandbox.ApiKey ? new ClientRequest(id!, form) : throw Unknown();
    }

    /// <summary>Is it the sandbox's service name?</summary>
    public bool IsKnown(string? clientId) => string.Equals(clientId, sandbox.ClientId, StringComparison.Ordinal);

    private static IdentityRefusal Unknown() => new("invalid_client", "unknown client or wrong api-key");

    private static async Task<Dictionary<string, string>> FormOfAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new IdentityRefusal("invalid_request", "the body is not a form");
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.All(field => field.Value.Count == 1)
                ? form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal)
                : throw new IdentityRefusal("invalid_request", "a key is given twice");
        }
        catch (InvalidDataException broken)
        {
            throw new IdentityRefusal("invalid_request", broken.Message);
        }
    }

    private static (string Id, string Secret)? BasicOf(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            ? (id, secret)
            : throw Unknown();
    }
}

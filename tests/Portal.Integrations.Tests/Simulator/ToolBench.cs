using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>The vendor's test tools as a client of its test environment calls them: an api-key, a body in camelCase, nothing else.</summary>
internal sealed class ToolBench(ExternSandbox sandbox)
{
    public async Task<ExternReply> PostAsync(string tool, object? body = null, bool withKey = true)
    {
        var content = body switch
        {
            null => null,
            byte[] bytes => new ByteArrayContent(bytes),
            string text => new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            _ => (HttpContent)new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/extern/test-tools/v1/{tool}", UriKind.Relative)) { Content = content };
        if (withKey)
        {
            request.Headers.Add("X-Kontur-Apikey", ExternSandbox.ApiKey);
        }

        return await sandbox.SendAsync(request);
    }

    public async Task<JsonNode> MakeAsync(string tool, object? body = null) => (await PostAsync(tool, body)).Expect(HttpStatusCode.OK).Json;

    public Task<ExternReply> GetAsync(string address) =>
        sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address).PathAndQuery, UriKind.Relative)));

    /// <summary>Signs in at the OpenID provider with the credentials of a made account; the answer is as it came.</summary>
    public async Task<ExternReply> TokenAsync(string login, string password) => await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/identity/connect/token", UriKind.Relative))
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["scope"] = "extern.api", ["username"] = login, ["password"] = password, ["client_id"] = sandbox.Read("client-id"),
            ["client_secret"] = sandbox.Read("api-key"),
        }),
    });

    /// <summary>The user of a made account, with an access token and no api-key.</summary>
    public async Task<ExternUser> SignInAsync(JsonNode account)
    {
        var token = (await TokenAsync((string)account["portalLogin"]!, (string)account["portalPassword"]!)).Expect(HttpStatusCode.OK).Json;
        return ExternUser.WithToken(sandbox, (string)token["access_token"]!);
    }
}

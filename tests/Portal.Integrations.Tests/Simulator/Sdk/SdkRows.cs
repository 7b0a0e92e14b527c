using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>Calls as the vendor's SDK makes them, and what it demands of every answer (drafts contract 7.6).</summary>
internal abstract class SdkRows(ExternUser user)
{
    protected ExternUser User => user;

    /// <summary>One step per row of the SDK's table, by the SDK's method name, in the order in which they are walked.</summary>
    public abstract IReadOnlyDictionary<string, Func<Task>> Steps { get; }

    protected async Task<JsonNode> GetAsync(string path) => Read(await user.GetAsync(path));

    protected async Task<JsonNode> PostAsync(string path, object? body = null) => Read(await user.PostAsync(path, body));

    protected async Task<JsonNode> PutAsync(string path, object? body) => Read(await user.PutAsync(path, body));

    /// <summary>Bytes without a content type (S13).</summary>
    protected async Task<JsonNode> PutBytesAsync(string path, byte[] bytes) => Read(await user.SendAsync(HttpMethod.Put, path, new ByteArrayContent(bytes)));

    protected async Task<JsonNode> PatchAsync(string path, object operations) =>
        Read(await user.SendAsync(HttpMethod.Patch, path, new StringContent(JsonSerializer.Serialize(operations), System.Text.Encoding.UTF8, "application/json")));

    protected async Task<byte[]> GetBytesAsync(string path) => Convert.FromBase64String((string)(await GetAsync(path))!);

    /// <summary>The SDK takes any 2xx for true, and a 404 with a body for false.</summary>
    protected async Task DeleteAsync(string path)
    {
        Assert.InRange((int)(await user.DeleteAsync(path)).Status, 200, 204);
        (await user.DeleteAsync(path)).ExpectError(HttpStatusCode.NotFound);
    }

    /// <summary>The SDK's Try… methods make null of a 404 that has a body.</summary>
    protected async Task NothingAsync(string path) => (await user.GetAsync(path)).ExpectError(HttpStatusCode.NotFound);

    /// <summary>A started task, polled to its end.</summary>
    protected async Task<JsonNode> RunAsync(JsonNode started, string tasks)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var task = Task(await GetAsync($"{tasks}/{(string)started["id"]!}"));
            if ((string)task["task-state"]! != "running")
            {
                Assert.Equal("succeed", (string)task["task-state"]!);
                Assert.NotNull(task["task-result"]);
                return task["task-result"]!;
            }

            await System.Threading.Tasks.Task.Delay(50);
        }

        throw new TimeoutException("The task did not end.");
    }

    /// <summary>S5: the id is a GUID, state and type are there.</summary>
    protected static JsonNode Task(JsonNode task)
    {
        Assert.True(Guid.TryParse((string?)task["id"], out _));
        Assert.Contains((string)task["task-state"]!, (string[])["running", "succeed", "failed"]);
        Assert.True(task.AsObject().ContainsKey("task-type"));
        return task;
    }

    /// <summary>The answer to be read: announced as JSON and traced (S1).</summary>
    protected static JsonNode Read(ExternReply reply)
    {
        Assert.True((int)reply.Status is >= 200 and < 300, $"{(int)reply.Status}: {reply.Text}");
        Assert.StartsWith("application/json", reply.ContentHeaders.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Single(reply.Headers.GetValues("X-Kontur-Trace-Id"));
        Links(reply.Json);
        return reply.Json;
    }

    protected static JsonNode First(JsonNode node, string list)
    {
        var rows = node[list]!.AsArray();
        Assert.True(rows.Count > 0, $"{list} is empty.");
        return rows[0]!;
    }

    protected static void Needs(JsonNode node, params string[] properties)
    {
        var present = node.AsObject().Where(pair => pair.Value is not null).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        Assert.All(properties, property => Assert.Contains(property, present));
    }

    /// <summary>S6: every link has a rel and an absolute address.</summary>
    private static void Links(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject link when link.ContainsKey("href"):
                Assert.NotNull(link["rel"]);
                Assert.True(Uri.TryCreate((string?)link["href"], UriKind.Absolute, out _), link.ToJsonString());
                break;
            case JsonObject some:
                Assert.All(some, pair => Links(pair.Value));
                break;
            case JsonArray many:
                Assert.All(many, Links);
                break;
        }
    }
}

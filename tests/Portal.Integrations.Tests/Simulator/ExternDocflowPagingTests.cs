using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.State;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternDocflowPagingTests
{
    private const string Kind = "extern-docflow";

    /// <summary>Many docflows share one moment here: the order must not depend on it alone.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1000)]
    public async Task Every_page_size_returns_each_docflow_exactly_once(int count)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var ids = Replace(sandbox, count);
        await sandbox.RestartAsync();
        var user = sandbox.As("director");
        foreach (var size in Enumerable.Range(1, count + 1))
        {
            var seen = new List<Guid>();
            for (var skip = 0; ; skip += size)
            {
                // A million rows in all: read by the quickest means.
                var reply = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?skip={skip}&take={size}&orderBy=ascending")).Expect(HttpStatusCode.OK);
                using var page = JsonDocument.Parse(reply.Bytes);
                var items = page.RootElement.GetProperty("docflows-page-item");
                Assert.Equal(count, page.RootElement.GetProperty("total-count").GetInt32());
                Assert.Equal(skip, page.RootElement.GetProperty("skip").GetInt32());
                Assert.Equal(Math.Clamp(count - skip, 0, size), items.GetArrayLength());
                seen.AddRange(items.EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
                if (items.GetArrayLength() < size)
                {
                    break;
                }
            }

            Assert.Equal(ids, seen.ToHashSet());
            Assert.Equal(count, seen.Count);
        }
    }

    [Fact]
    public async Task More_than_a_thousand_is_lowered_and_the_default_is_a_hundred()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        Replace(sandbox, 1001);
        await sandbox.RestartAsync();
        var user = sandbox.As("director");
        Assert.Equal((1000, 1000), await CountsAsync("?take=5000"));
        Assert.Equal((100, 100), await CountsAsync(""));
        Assert.Equal((0, 0), await CountsAsync("?take=0"));

        async Task<(int Take, int Items)> CountsAsync(string query)
        {
            var page = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows{query}")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(1001, (int)page["total-count"]!);
            return ((int)page["take"]!, page["docflows-page-item"]!.AsArray().Count);
        }
    }

    private static HashSet<Guid> Replace(ExternSandbox sandbox, int count)
    {
        var store = sandbox.App.Services.GetRequiredService<StateStore>();
        var seeded = store.All<JsonObject>(Kind);
        foreach (var docflow in seeded)
        {
            store.Remove(Kind, (string)docflow["id"]!);
        }

        var ids = new HashSet<Guid>();
        for (var number = 0; number < count; number++)
        {
            var id = Guid.NewGuid();
            var docflow = (JsonObject)seeded[0].DeepClone();
            docflow["id"] = id;
            docflow["documents"] = new JsonArray();
            docflow["createdAt"] = DateTimeOffset.UnixEpoch.AddHours(number / 40).ToString("O");
            store.Put(Kind, id.ToString(), docflow);
            ids.Add(id);
        }

        return ids;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Integrations.Http;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>
/// Kontur's answers about docflows, each member of each in turn left out, empty, or with a value nobody knows: pages stay whole, and what is unknown is shown neutrally
/// or told as Kontur's fault. Members that a test never saw are found by themselves.
/// </summary>
public sealed class UnknownAnswersTests : IAsyncLifetime
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly (string Name, Action<JsonObject, string> Change)[] Changes =
    [
        ("left out", (parent, name) => parent.Remove(name)),
        ("null", (parent, name) => parent[name] = null),
        ("unknown, a stranger beside it", (parent, name) =>
        {
            parent[name] = parent[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? "urn:nobody:knows-this" : parent[name]?.DeepClone();
            parent[name + "-new"] = new JsonObject { ["a"] = 1 };
        }),
    ];

    private Outside outside = null!;
    private AlteringProxy proxy = null!;
    private RunningPortal portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.StartAsync();
        proxy = await AlteringProxy.StartAsync(outside.Address);
        portal = await RunningPortal.StartAsync(outside, settings: new Dictionary<string, string> { ["KonturExtern:Address"] = new Uri(proxy.Address, "extern").ToString() });
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await proxy.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_a_member_of_an_answer_says_the_pages_stay_whole()
    {
        var actor = await portal.ActorAsync("director");
        await portal.Get<Portal.Features.Accounts.OpenAccount>().RunAsync(actor, Account, Stop);
        await portal.Get<RefreshDocflows>().RunAsync(actor, Account, full: true, Stop);
        var (store, link) = (portal.Get<DocflowStore>(), (await portal.Get<Acting>().LinkOfAsync(actor, Stop)).Id);
        var entry = (await portal.Get<DocflowListStore>().PageAsync(link, Account, new(), 0, 50, Stop)).Rows.First(row => row.SuccessState?.EndsWith("successful", StringComparison.Ordinal) == true);
        await portal.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);
        var members = await MembersAsync(actor, entry);
        Assert.True(members.Count > 40, $"only {members.Count} members");
        await using var tab = await PortalBunit.OpenAsync(portal, actor);
        var told = 0;

        foreach (var (path, (change, apply)) in members.SelectMany(member => Changes.Select(change => (member, change))))
        {
            proxy.Alter = (where, json) =>
            {
                if (IsDocflow(where))
                {
                    Walk(json, "", (parent, name, at) =>
                    {
                        if (at == path)
                        {
                            apply(parent, name);
                        }
                    });
                }
            };
            told += await AskAsync(() => portal.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop));
            told += await AskAsync(() => portal.Get<RefreshDocflows>().RunAsync(actor, Account, full: false, Stop));
            var page = tab.Open<DocflowPage>((nameof(DocflowPage.AccountId), Guid.Parse(Account)), (nameof(DocflowPage.EntryId), entry.Id));
            try
            {
                PortalBunit.Shows(page, "Что произошло");
            }
            catch (Bunit.Extensions.WaitForHelpers.WaitForFailedException)
            {
                Assert.Fail($"{path} {change}: {PortalBunit.Words(page)}");
            }
        }

        proxy.Alter = null;
        Assert.InRange(told, 0, members.Count);
        await portal.Get<RefreshDocflows>().RunAsync(actor, Account, full: true, Stop);
        await portal.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);
        Assert.Equal(entry, (await store.FindAsync(link, entry.Id, Stop))! with { Asked = entry.Asked, RecipientName = entry.RecipientName, Entered = entry.Entered, OpenedAt = null });
    }

    private static bool IsDocflow(string path) => path.Contains("/docflows", StringComparison.Ordinal);

    // A vendor's answer that cannot be read is told as such; anything else would be the end of a page.
    private static async Task<int> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            await ask();
            return 0;
        }
        catch (VendorException)
        {
            return 1;
        }
    }

    private static void Walk(JsonNode? node, string at, Action<JsonObject, string, string> visit)
    {
        if (node is JsonArray many)
        {
            foreach (var one in many.ToList())
            {
                Walk(one, at + "[]", visit);
            }
        }
        else if (node is JsonObject parent)
        {
            foreach (var name in parent.Select(member => member.Key).ToList())
            {
                Walk(parent[name], $"{at}/{name}", visit);
                visit(parent, name, $"{at}/{name}");
            }
        }
    }

    private async Task<IReadOnlyList<string>> MembersAsync(Actor actor, DocflowEntry entry)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        proxy.Alter = (where, json) =>
        {
            if (IsDocflow(where))
            {
                Walk(json, "", (_, _, at) => found.Add(at));
            }
        };
        await portal.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);
        await portal.Get<RefreshDocflows>().RunAsync(actor, Account, full: true, Stop);
        proxy.Alter = null;
        return [.. found.Where(path => !path.Contains("/links", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}

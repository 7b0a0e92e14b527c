using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.People;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternAccessTests
{
    [Fact]
    public async Task Refusals_come_in_the_vendors_order_and_always_with_a_body()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var account = ExternSandbox.Testovaya;
        (await user.GetAsync("/v1", request => request.Headers.Remove("Authorization"))).ExpectError(HttpStatusCode.Unauthorized);
        (await user.GetAsync("/v1", request => request.Headers.Remove("X-Kontur-Apikey"))).ExpectError(HttpStatusCode.Unauthorized);
        (await user.GetAsync($"/v1/{Guid.NewGuid()}/docflows/{Guid.Empty}")).ExpectError(HttpStatusCode.Forbidden);
        (await user.GetAsync($"/v1/{Guid.Empty}/docflows/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"/v1/{account}/drafts/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"/v1/{account}/contents/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"/v1/{account}/drafts/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await user.GetAsync($"/v1/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await user.GetAsync($"/v1/{ExternSandbox.Vector}")).ExpectError(HttpStatusCode.Forbidden);
        (await user.GetAsync("/v1/no-such-thing/at/all")).ExpectError(HttpStatusCode.NotFound);
        (await user.PutAsync("/v1")).ExpectError(HttpStatusCode.NotFound);
        var malformed = await user.SendAsync(HttpMethod.Post, $"/v1/{account}/drafts", new StringContent("{"));
        malformed.ExpectError(HttpStatusCode.BadRequest);
        Assert.Equal((string)malformed.Json["trace-id"]!, Assert.Single(malformed.Headers.GetValues("X-Kontur-Trace-Id")));
    }

    [Fact]
    public async Task The_sid_is_taken_without_case_and_from_the_cookie()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        (await user.GetAsync("/v1", request => SetSid(request, "Authorization", $"AUTH.SID {user.Sid.ToLowerInvariant()}"))).Expect(HttpStatusCode.OK);
        (await user.GetAsync("/v1", request => SetSid(request, "Cookie", $"auth.sid={user.Sid}"))).Expect(HttpStatusCode.OK);

        static void SetSid(HttpRequestMessage request, string header, string value)
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    [Fact]
    public async Task Accounts_are_listed_created_once_and_deleted_with_the_session()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        Assert.Equal(2, (int)(await user.GetAsync("/v1?skip=0&take=1")).Json["total-count"]!);
        (await user.GetAsync("/v1?take=0")).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync("/v1", Request("7801000006"))).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync("/v1", Request("7709123453"))).ExpectError(HttpStatusCode.Forbidden);

        var created = (await user.PostAsync("/v1", Request("7707083893"))).Expect(HttpStatusCode.OK);
        Assert.Equal(created.Text, (await user.PostAsync("/v1", Request("7707083893"))).Text);
        var path = $"/v1/{(string)created.Json["id"]!}";
        Assert.Equal(created.Text, (await user.GetAsync(path)).Text);
        (await user.DeleteAsync($"/v1/{ExternSandbox.Testovaya}")).ExpectError(HttpStatusCode.Forbidden);

        var organizations = $"{path}/organizations";
        var added = (await user.PostAsync(organizations, new { inn = "7801000005", kpp = "780101001", name = "Филиал" })).Expect(HttpStatusCode.OK).Json;
        Assert.Contains("Such organization already exists", (await user.PostAsync(organizations, new { inn = "7801000005", kpp = "780101001", name = "Ещё" })).ExpectError(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("Новое имя", (string)(await user.PutAsync($"{organizations}/{(string)added["id"]!}", new { name = "Новое имя" })).Json["general"]!["name"]!);
        Assert.Single((await user.GetAsync($"{organizations}?inn=7801000005&skip=0&take=1000")).Json["organizations"]!.AsArray());
        (await user.DeleteAsync($"{organizations}/{(string)added["id"]!}")).Expect(HttpStatusCode.NoContent);
        (await user.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
        (await user.GetAsync("/v1")).ExpectError(HttpStatusCode.Unauthorized);
        (await sandbox.As("director").GetAsync(path)).ExpectError(HttpStatusCode.NotFound);

        static Dictionary<string, string> Request(string inn) => new() { ["inn"] = inn, ["kpp"] = "770901001", ["organization-name"] = "ООО «Новая»" };
    }

    [Fact]
    public async Task The_director_sees_every_docflow_and_the_accountant_her_own()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var (director, accountant, newcomer) = (sandbox.As("director"), sandbox.As("accountant"), sandbox.As("newcomer"));
        var path = $"/v1/{ExternSandbox.Testovaya}/docflows";
        Assert.Equal(10, (int)(await director.GetAsync($"{path}?skip=0&take=1")).Json["total-count"]!);
        var own = (await accountant.GetAsync(path)).Json;
        Assert.Equal(2, (int)own["total-count"]!);
        Assert.Equal(0, (int)(await newcomer.GetAsync(path)).Json["total-count"]!);
        (await accountant.GetAsync($"{path}?forAllUsers=true")).ExpectError(HttpStatusCode.Forbidden);
        (await accountant.GetAsync($"/v1/{ExternSandbox.Testovaya}/certificates?forAllUsers=True")).ExpectError(HttpStatusCode.Forbidden);
        (await newcomer.GetAsync($"{path}/{(string)own["docflows-page-item"]![0]!["id"]!}")).ExpectError(HttpStatusCode.Forbidden);
        Assert.Equal(8, (int)(await director.GetAsync($"{path}?forAllUsers=false")).Json["total-count"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_are_exact(int take)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var seen = new List<string>();
        for (var skip = 0; ; skip += take)
        {
            var page = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?skip={skip}&take={take}")).Json;
            var items = page["docflows-page-item"]!.AsArray();
            Assert.Equal(Math.Clamp(10 - skip, 0, take), items.Count);
            seen.AddRange(items.Select(item => (string)item!["send-date"]!));
            if (items.Count == 0)
            {
                break;
            }
        }

        Assert.Equal(10, seen.Count);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Docflows_are_filtered_as_asked()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        Assert.Equal(6, await CountAsync("finished=true"));
        Assert.Equal(0, await CountAsync("incoming=true"));
        Assert.Equal(10, await CountAsync("type=fns534-report&type=fns534-ion"));
        Assert.Equal(10, await CountAsync("type=urn:docflow:fns534-report"));
        Assert.Equal(2, await CountAsync("successState=failed"));
        Assert.Equal(2, await CountAsync("cu=0085"));
        Assert.Equal(0, await CountAsync("cu=9999"));
        Assert.Equal(2, await CountAsync("knd=1151006"));
        Assert.Equal(10, await CountAsync("innKpp=6676130154-667601001"));
        Assert.Equal(5, await CountAsync($"createdFrom={TimeProvider.System.GetUtcNow().AddDays(-60):yyyy-MM-ddTHH:mm:ss}Z"));
        (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?take=-1")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?finished=maybe")).ExpectError(HttpStatusCode.BadRequest);
        var text = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?take=1")).Text;
        Assert.True(text.IndexOf("\"type\":\"urn:docflow:", StringComparison.Ordinal) < text.IndexOf("\"description\"", StringComparison.Ordinal));

        async Task<int> CountAsync(string query) => (int)(await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?{query}")).Expect(HttpStatusCode.OK).Json["total-count"]!;
    }

    [Fact]
    public async Task Handbooks_are_broad_and_page_beyond_the_end()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("newcomer");
        var total = (int)(await user.GetAsync("/v1/handbooks/control-units?type=Fns&skip=0&take=1&includeinactive=False")).Json["total-count"]!;
        Assert.True(total > 400);
        foreach (var type in new[] { "fns", "fss", "fst", "pfr", "rtn", "stat", "mvd" })
        {
            var active = await UnitsAsync($"type={type}");
            var every = await UnitsAsync($"type={type}&includeinactive=true");
            Assert.True(active.Count > 200, type);
            Assert.All(active, one => Assert.True((bool)one!["flags"]!["is-active"]!));
            Assert.True(every.Count > active.Count, type);
            Assert.Equal(84, every.Select(one => (string)one!["region"]!).Except(["00", "99"]).Distinct().Count());
            Assert.Equal(every.Count, every.Select(one => (string)one!["code"]!).Distinct().Count());
        }

        var forms = (await user.GetAsync("/v1/handbooks/fns-forms?take=1000")).Json["fns-forms"]!.AsArray();
        Assert.True(forms.Select(one => (string)one!["knd"]!).Distinct().Count() > 200);
        Assert.True((int)(await user.GetAsync("/v1/handbooks/fns-forms?knd=1151001&take=1")).Json["total-count"]! > 10);

        async Task<List<System.Text.Json.Nodes.JsonNode?>> UnitsAsync(string query)
        {
            var found = new List<System.Text.Json.Nodes.JsonNode?>();
            int total;
            do
            {
                var page = (await user.GetAsync($"/v1/handbooks/control-units?{query}&take=1000&skip={found.Count}")).Expect(HttpStatusCode.OK).Json;
                total = (int)page["total-count"]!;
                found.AddRange(page["control-units"]!.AsArray());
            }
            while (found.Count < total);

            return found;
        }
        Assert.True((int)(await user.GetAsync("/v1/handbooks/control-units?type=fns&includeinactive=True")).Json["total-count"]! > total);
        Assert.Empty((await user.GetAsync("/v1/handbooks/control-units?skip=100000&take=5000")).Json["control-units"]!.AsArray());
        Assert.Equal(0, (int)(await user.GetAsync("/v1/handbooks/control-units?take=0")).Json["take"]!);
        var robot = (await user.GetAsync("/v1/handbooks/control-units/0087")).Json;
        Assert.Equal("Тестовая инспекция 0087 (принимает всё)", (string)robot["name"]!);
        Assert.NotEmpty((string)robot["certificates"]![0]!["content"]!);
        (await user.GetAsync("/v1/handbooks/control-units/4242424")).ExpectError(HttpStatusCode.NotFound);
        Assert.Equal("Бухгалтерская (финансовая) отчётность", (string)(await user.GetAsync("/v1/handbooks/fns-forms?knd=0710099")).Json["fns-forms"]![0]!["name"]!);
    }

    [Fact]
    public async Task Advance_takes_the_next_step_and_incoming_makes_a_docflow()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await ExternDraftTests.SignedDraftAsync(user);
        var docflow = (string)(await user.RunAsync(draft, "send"))["task-result"]!["id"]!;
        Assert.Equal("delivered", (string)(await ControlAsync($"docflows/{docflow}/advance")).Expect(HttpStatusCode.OK).Json["status"]!);
        await ControlAsync($"docflows/{docflow}/advance");
        Assert.Equal("response-arrived", (string)(await ControlAsync($"docflows/{docflow}/advance")).Json["status"]!);
        (await ControlAsync($"docflows/{docflow}/advance")).ExpectError(HttpStatusCode.Conflict);
        (await ControlAsync($"accounts/{ExternSandbox.Testovaya}/incoming?kind=fns534-cu-letter")).Expect(HttpStatusCode.OK);
        (await ControlAsync($"accounts/{ExternSandbox.Testovaya}/incoming?kind=nothing")).ExpectError(HttpStatusCode.BadRequest);

        Task<ExternReply> ControlAsync(string path) => sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/{path}", UriKind.Relative)));
    }

    [Fact]
    public async Task A_reset_returns_the_seeded_state_and_keeps_the_certificates()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        await user.CreateDraftAsync(ExternSandbox.Testovaya);
        var certificate = await user.CertificateAsync(ExternSandbox.Testovaya);
        (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/controls/reset", UriKind.Relative)))).Expect(HttpStatusCode.NoContent);
        (await user.GetAsync("/v1")).ExpectError(HttpStatusCode.Unauthorized);
        user = sandbox.As("director");

        Assert.Equal(0, (int)(await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/drafts")).Json["total-count"]!);
        Assert.Equal(certificate, await user.CertificateAsync(ExternSandbox.Testovaya));
        var owners = sandbox.App.Services.GetRequiredService<ICertificateOwners>();
        var director = DemoPeople.All[0];
        Assert.Equal(2, owners.CertificatesOf(director).Count);
        Assert.Same(director, owners.ByThumbprint(owners.CertificatesOf(director)[0].Thumbprint.ToLowerInvariant()));
    }
}

using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Features.Drafts.List;
using Portal.Storage;
using Portal.Tests.Features.Drafts;

namespace Portal.Tests.Access;

/// <summary>Every address of the portal asks who is there, or stands here with the reason why it does not.</summary>
public sealed class EndpointIsolationTests(IsolationStage stage) : IClassFixture<IsolationStage>
{
    /// <summary>Open to everybody: pattern → why.</summary>
    private static readonly Dictionary<string, string> Anonymous = new(StringComparer.Ordinal)
    {
        ["/"] = "the door: says what the portal is and leads to the sign-in",
        ["/not-found"] = "says that there is nothing",
        ["/not-allowed"] = "says that there is no access",
        ["/signin-failed"] = "shown to those who could not sign in",
        ["/signin"] = "begins the sign-in",
        ["/session-ended"] = "says that the session was ended elsewhere",
        ["/page-closed"] = "says that too many pages are open",
        ["/signout/backchannel"] = "called by the provider with a token that it signed",
        ["/error"] = "says that something broke",
        ["/health/live"] = "asked by the machine room; tells nothing",
        ["/health/ready"] = "asked by the machine room; tells nothing",
        ["/_blazor"] = "the socket of a circuit: pages inside it are authorised one by one, its origin is checked",
        ["/_blazor/negotiate"] = "belongs to the socket",
        ["/_blazor/disconnect"] = "ends a circuit by its protected id",
        ["/_blazor/initializers"] = "names of script files",
        ["/_framework/opaque-redirect"] = "a redirect by a protected address",
        ["/{**path:file}"] = "files of wwwroot that were added since the build; only in Development",
        ["/_framework/blazor.web.js"] = "a script of the framework",
        ["/_framework/blazor.server.js"] = "a script of the framework",
    };

    /// <summary>Behind the sign-in: pattern → who may not, beyond those who are not signed in.</summary>
    private static readonly Dictionary<string, string> Protected = new(StringComparer.Ordinal)
    {
        ["/link"] = "",
        ["/sessions"] = "",
        ["/accounts"] = "",
        ["/attention"] = "",
        ["/accounts/new"] = "",
        ["/a/{AccountId:guid}/reports"] = "",
        ["/a/{AccountId:guid}/reports/new"] = "",
        ["/a/{AccountId:guid}/reports/{DraftId}"] = "",
        ["/a/{AccountId:guid}/reports/{DraftId}/review"] = "",
        ["/a/{AccountId:guid}/reports/new/letter"] = "",
        ["/a/{AccountId:guid}/reports/new/request"] = "",
        ["/a/{AccountId:guid}/reports/new/inventory"] = "",
        ["/a/{accountId:guid}/reports/new/inventory/upload"] = "",
        ["/a/{AccountId:guid}/reports/{DraftId}/receipt"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/receipt/file"] = "",
        ["/a/{AccountId:guid}/reports/send"] = "",
        ["/a/{AccountId:guid}/docflows"] = "",
        ["/a/{AccountId:guid}/docflows/{EntryId}"] = "",
        ["/a/{AccountId:guid}/docflows/{EntryId}/documents/{DocumentId}"] = "",
        ["/a/{accountId:guid}/docflows/{entryId}/documents/{documentId}/content"] = "",
        ["/a/{accountId:guid}/docflows/{entryId}/documents/{documentId}/print"] = "",
        ["/a/{accountId:guid}/docflows/{entryId}/documents/{documentId}/signatures/{signatureId}"] = "",
        ["/a/{accountId:guid}/docflows/{entryId}/package"] = "",
        ["/a/{accountId:guid}/docflows/packages"] = "",
        ["/a/{AccountId:guid}/docflows/receipts"] = "",
        ["/a/{accountId:guid}/docflows/{entryId}/replies/{replyId}"] = "",
        ["/admin/senders"] = "users",
        ["/admin/senders/new"] = "users",
        ["/admin/senders/{SenderId}"] = "users",
        ["/admin/calendars"] = "users",
        ["/admin/calendars/upload"] = "users",
        ["/a/{AccountId:guid}/waiting"] = "",
        ["/a/{AccountId:guid}/inbox"] = "",
        ["/a/{AccountId:guid}/inbox/{RequestId}"] = "",
        ["/admin/stuck"] = "users",
        ["/a/{AccountId:guid}/signing/{BatchId}"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/signatures"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/signatures/{signatureId}"] = "",
        ["/admin/registry"] = "users",
        ["/admin/registry/upload"] = "users",
        ["/admin/registry/import"] = "users",
        ["/admin/links"] = "users",
        ["/admin/links/help"] = "users",
        ["/admin/links/export"] = "users",
        ["/admin/links/{LinkId}"] = "users",
        ["/admin/registry/new"] = "users",
        ["/admin/registry/{Thumbprint}"] = "users",
        ["/admin/registry/changed"] = "users",
        ["/admin/registry/export"] = "users",
        ["/admin/audit"] = "users",
        ["/admin/audit/{Seq:long}"] = "users",
        ["/admin/audit/export"] = "users",
        ["/a/{accountId:guid}/reports/upload"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/documents"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/documents/{documentId}/original"] = "",
        ["/a/{accountId:guid}/inbox/{requestId}/files/{documentId}"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/documents/{documentId}/print"] = "",
        ["/a/{accountId:guid}/reports/{draftId}/protocol"] = "",
        ["/goskey"] = "",
        ["/goskey/export"] = "",
        ["/goskey/{Id:guid}"] = "",
        ["/goskey/new"] = "",
        ["/goskey/{Id:guid}/recipient"] = "",
        ["/goskey/{id:guid}/recipient/upload"] = "",
        ["/goskey/{Id:guid}/documents"] = "",
        ["/goskey/{id:guid}/documents/upload"] = "",
        ["/goskey/{id:guid}/documents/{documentId:guid}"] = "",
        ["/goskey/{Id:guid}/review"] = "",
        ["/goskey/{id:guid}/documents/{documentId:guid}/{what}"] = "",
        ["/goskey/{id:guid}/report.json"] = "",
        ["/goskey/{id:guid}/results.zip"] = "",
        ["/signout"] = "",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. stage.Portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];

    [Fact]
    public void Every_endpoint_stands_in_one_of_the_tables()
    {
        var found = Endpoints.Select(PatternOf).Distinct().ToList();

        Assert.Empty(found.Except(Anonymous.Keys).Except(Protected.Keys));
        Assert.Empty(Protected.Keys.Except(found));
        Assert.Empty(Anonymous.Keys.Intersect(Protected.Keys));
        Assert.All(
            stage.Portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null),
            file => Assert.DoesNotContain('{', PatternOf(file)));
    }

    [Fact]
    public void What_is_behind_the_sign_in_says_so_on_the_endpoint()
    {
        foreach (var endpoint in Endpoints)
        {
            var demands = endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || !demands;
            Assert.True(open == Anonymous.ContainsKey(PatternOf(endpoint)), $"{endpoint.DisplayName}: open {open}");
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_the_provider_from_every_protected_address()
    {
        using var visitor = new Visitor(stage.Portal);
        foreach (var endpoint in Endpoints.Where(endpoint => Protected.ContainsKey(PatternOf(endpoint))))
        {
            foreach (var verb in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(verb), Fill(PatternOf(endpoint)));
                using var answer = await visitor.Http.SendAsync(request, Stop);
                Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{verb} {request.RequestUri}: {answer.StatusCode}");
                Assert.StartsWith(new Uri(stage.Outside.Address, "idp/connect/authorize").ToString(), answer.Headers.Location!.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_is_for_administrators_turns_a_user_away()
    {
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync("mydss");
        foreach (var pattern in Protected.Where(one => one.Value == "users").Select(one => one.Key))
        {
            var verb = pattern.EndsWith("import", StringComparison.Ordinal) || pattern.EndsWith("upload", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get;
            using var answer = await visitor.Http.SendAsync(new HttpRequestMessage(verb, Fill(pattern)), Stop);
            Assert.Equal("/not-allowed", new Uri(stage.Portal.Address, answer.Headers.Location!).AbsolutePath);
        }

        using var page = await visitor.Http.GetAsync("/accounts", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("mydss")]
    [InlineData("accountant")]
    public async Task An_upload_into_another_persons_draft_or_account_finds_nothing_there(string login)
    {
        var victim = stage.Victim;
        var before = await victim.SnapshotAsync(stage.Portal.Get<Database>());
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync(login);
        var report = await File.ReadAllBytesAsync(ReportJourney.File, Stop);

        foreach (var address in new[]
        {
            $"/goskey/{victim.Package.Package.Id}/documents/upload", $"/goskey/{victim.Package.Package.Id}/recipient/upload", $"/a/{victim.Account.AccountId}/reports/upload",
            $"/a/{victim.Draft.AccountId}/reports/{victim.Draft.Id}/documents", $"/a/{victim.Draft.AccountId}/reports/{victim.Draft.Id}/documents?replaces={victim.Document.Id}",
        })
        {
            using var answer = await visitor.PostAsync(address, report, ("X-File-Name", ReportJourney.FileName));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain(victim.Account.Name, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Equal(before, await victim.SnapshotAsync(stage.Portal.Get<Database>()));
    }

    [Theory]
    [InlineData("mydss")]
    [InlineData("accountant")]
    public async Task Another_persons_original_print_form_and_protocol_are_not_there(string login)
    {
        var draft = $"/a/{stage.Victim.Draft.AccountId}/reports/{stage.Victim.Draft.Id}";
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync(login);
        foreach (var address in new[] { $"{draft}/documents/{stage.Victim.Document.Id}/original", $"{draft}/documents/{stage.Victim.Document.Id}/print", $"{draft}/protocol" })
        {
            using var answer = await visitor.Http.GetAsync(address, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        }

        using var owner = new Visitor(stage.Portal);
        await owner.SignInAsync("director");
        using var original = await owner.Http.GetAsync($"{draft}/documents/{stage.Victim.Document.Id}/original", Stop);
        Assert.Equal(stage.Victim.Document.Sha256, Convert.ToHexStringLower(SHA256.HashData(await original.Content.ReadAsByteArrayAsync(Stop))));
        Assert.Equal("attachment", original.Content.Headers.ContentDisposition!.DispositionType);
        Assert.True(original.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("mydss")]
    [InlineData("accountant")]
    public async Task Files_report_and_archive_of_another_persons_package_are_not_there(string login)
    {
        var (package, document) = ($"/goskey/{stage.Victim.Package.Package.Id}", stage.Victim.Package.Documents[0]);
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync(login);
        foreach (var address in new[] { "original", "sender-signature", "recipient-signature", "returned" }.Select(what => $"{package}/documents/{document.Id}/{what}").Concat([$"{package}/report.json", $"{package}/results.zip"]))
        {
            using var answer = await visitor.Http.GetAsync(address, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        }

        using var owner = new Visitor(stage.Portal);
        await owner.SignInAsync("director");
        using var original = await owner.Http.GetAsync($"{package}/documents/{document.Id}/original", Stop);
        Assert.Equal(document.Sha256, Convert.ToHexStringLower(SHA256.HashData(await original.Content.ReadAsByteArrayAsync(Stop))));
        Assert.Equal(("attachment", "Тайна.txt"), (original.Content.Headers.ContentDisposition!.DispositionType, original.Content.Headers.ContentDisposition.FileNameStar));
        using var none = await owner.Http.GetAsync($"{package}/documents/{document.Id}/recipient-signature", Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using var report = await owner.Http.GetAsync($"{package}/report.json", Stop);
        Assert.Equal("application/json", report.Content.Headers.ContentType!.MediaType);
        using var archive = await owner.Http.GetAsync($"{package}/results.zip", Stop);
        await using var zip = new System.IO.Compression.ZipArchive(await archive.Content.ReadAsStreamAsync(Stop));
        Assert.Equal(["01 Тайна.txt", "report.json", "manifest.txt"], zip.Entries.Select(entry => entry.FullName));
        Assert.True(archive.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("mydss")]
    [InlineData("accountant")]
    public async Task A_receipt_of_another_person_is_not_there(string login)
    {
        var sent = await Victim.SentAsync(stage.Portal, stage.Outside);
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync(login);

        using var answer = await visitor.Http.GetAsync($"/a/{sent.AccountId}/reports/{sent.Id}/receipt/file", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task The_sender_downloads_the_receipt_as_a_file_and_nothing_for_what_is_not_sent()
    {
        var sent = await Victim.SentAsync(stage.Portal, stage.Outside);
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync("director");

        using var answer = await visitor.Http.GetAsync($"/a/{sent.AccountId}/reports/{sent.Id}/receipt/file", Stop);
        using var none = await visitor.Http.GetAsync($"/a/{sent.AccountId}/reports/{stage.Victim.Draft.Id}/receipt/file", Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (answer.StatusCode, none.StatusCode));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains(sent.KonturDraftId!, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_director_uploads_into_the_own_draft_by_the_same_request()
    {
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync("director");
        var address = $"/a/{ReportJourney.AccountId}/reports/upload";

        using var answer = await visitor.PostAsync(address, await File.ReadAllBytesAsync(ReportJourney.File, Stop), ("X-File-Name", ReportJourney.FileName));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty((await stage.Portal.Get<DraftListStore>().PageAsync(stage.Victim.Link.Id, ReportJourney.AccountId, new DraftFilter(), 0, 1, Stop)).Rows);
    }

    [Fact]
    public async Task A_post_without_the_antiforgery_token_does_nothing()
    {
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync("admin2");
        var (before, rows) = (visitor.Session, await Portal.Tests.Storage.Databases.ScalarAsync<long>(stage.Portal.Get<Database>(), "SELECT count(*) FROM audit"));

        foreach (var address in new[] { "/admin/registry/upload", $"/a/{ReportJourney.AccountId}/reports/upload", $"/goskey/{Guid.NewGuid()}/documents/upload", $"/goskey/{Guid.NewGuid()}/recipient/upload", "/signout" })
        {
            using var body = new StringContent("x");
            using var answer = await visitor.Http.PostAsync(address, body, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
        }

        Assert.Equal(rows, await Portal.Tests.Storage.Databases.ScalarAsync<long>(stage.Portal.Get<Database>(), "SELECT count(*) FROM audit"));
        Assert.Equal(before, visitor.Session);
        Assert.True((await visitor.AuthenticateAsync()).Succeeded);
    }

    private string Fill(string pattern) => pattern
        .Replace("{AccountId:guid}", stage.Victim.Draft.AccountId, StringComparison.OrdinalIgnoreCase)
        .Replace("{Id:guid}", stage.Victim.Package.Package.Id, StringComparison.OrdinalIgnoreCase)
        .Replace("{documentId:guid}", stage.Victim.Package.Documents[0].Id, StringComparison.Ordinal)
        .Replace("{Seq:long}", "1", StringComparison.Ordinal)
        .Replace("{DraftId}", stage.Victim.Draft.Id, StringComparison.OrdinalIgnoreCase)
        .Replace("{documentId}", stage.Victim.Document.Id, StringComparison.Ordinal)
        .Replace("{EntryId}", stage.Victim.DocflowEntry.Id, StringComparison.Ordinal);

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.Trim('/');
}

using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class QueryTests
{
    private static readonly Guid DocumentId = Guid.Parse("0d0d0d0d-0000-4000-8000-0000000000d1");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_docflow_filter_is_written_as_documented()
    {
        await using var outside = await Outside.StartAsync();

        await outside.Get<IExternDocflowsApi>().ListAsync(
            Outside.Session,
            Outside.AccountId,
            new DocflowFilter
            {
                Take = 50,
                Finished = false,
                InnKpp = "7700000016-770001001",
                OrgId = Outside.DraftId,
                OrderBy = DocflowOrder.Descending,
                UpdatedFrom = new DateTimeOffset(2030, 4, 2, 10, 20, 30, TimeSpan.FromHours(3)),
                Type = [DocflowTypes.Fns534Report.LastSegment, DocflowTypes.Fns534Ion.LastSegment],
                SuccessState = DocflowStates.Successful.LastSegment,
                FormName = "Декларация по НДС",
            },
            Ct);

        var request = Assert.Single(outside.Vendor.Requests);
        Assert.Equal($"/v1/{Outside.AccountId}/docflows", request.Path);
        Assert.Equal(
            [
                "finished=false", $"formName={Uri.EscapeDataString("Декларация по НДС")}", "innKpp=7700000016-770001001", "orderBy=descending",
                $"orgId={Outside.DraftId}", "skip=0", "successState=successful", "take=50", "type=fns534-ion", "type=fns534-report",
                "updatedFrom=2030-04-02T10%3A20%3A30.0000000%2B03%3A00",
            ],
            request.Query[1..].Split('&').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_read_has_its_documented_address()
    {
        await using var outside = await Outside.StartAsync();
        var (account, draft) = (Outside.AccountId, Outside.DraftId);

        await outside.Get<IExternOrganizationsApi>().ListAsync(Outside.Session, account, inn: "7709123453", ct: Ct);
        await outside.Get<IExternCertificatesApi>().ListAsync(Outside.Session, account, forAllUsers: true, ct: Ct);
        await outside.Get<IExternHandbooksApi>().GetControlUnitAsync(Outside.Session, "0087", ControlUnitTypes.Fns, Ct);
        await outside.Get<IExternHandbooksApi>().ListControlUnitsAsync(Outside.Session, type: "fns", includeInactive: false, ct: Ct);
        await outside.Get<IExternHandbooksApi>().ListFnsFormsAsync(Outside.Session, knd: "1151006", ct: Ct);
        await outside.Get<IExternDraftsApi>().ListTasksAsync(Outside.Session, account, draft, includeReleased: true, ct: Ct);
        await outside.Get<IExternDraftsApi>().GetTaskAsync(Outside.Session, account, draft, DocumentId, Ct);
        await outside.Get<IExternDraftsApi>().GetDocumentAsync(Outside.Session, account, draft, DocumentId, Ct);
        await outside.Get<IExternDocflowsApi>().GetAsync(Outside.Session, account, draft, Ct);
        await outside.Get<IExternDocflowsApi>().GetDocumentAsync(Outside.Session, account, draft, DocumentId, Ct);

        Assert.All(outside.Vendor.Requests, request => Assert.Equal("GET", request.Verb));
        Assert.Equal(
            [
                $"/v1/{account}/organizations?inn=7709123453&skip=0&take=1000",
                $"/v1/{account}/certificates?skip=0&take=100&forAllUsers=true",
                "/v1/handbooks/control-units/0087?controlUnitType=fns",
                "/v1/handbooks/control-units?type=fns&includeinactive=false&skip=0&take=100",
                "/v1/handbooks/fns-forms?knd=1151006&skip=0&take=100",
                $"/v1/{account}/drafts/{draft}/tasks?skip=0&take=100&includeReleased=true",
                $"/v1/{account}/drafts/{draft}/tasks/{DocumentId}",
                $"/v1/{account}/drafts/{draft}/documents/{DocumentId}",
                $"/v1/{account}/docflows/{draft}",
                $"/v1/{account}/docflows/{draft}/documents/{DocumentId}",
            ],
            outside.Vendor.Requests.Select(request => request.Path + request.Query));
    }

    [Fact]
    public async Task Every_change_has_its_documented_address()
    {
        await using var outside = await Outside.StartAsync();
        var (account, draft) = (Outside.AccountId, Outside.DraftId);
        var drafts = outside.Get<IExternDraftsApi>();

        await drafts.PutDocumentAsync(Outside.Session, account, draft, DocumentId, new DocumentRequest(DocumentId), Ct);
        await drafts.CheckAsync(Outside.Session, account, draft, ct: Ct);
        await drafts.PrepareAsync(Outside.Session, account, draft, ct: Ct);
        await drafts.SendAsync(Outside.Session, account, draft, ct: Ct);
        await drafts.CloudSignAsync(Outside.Session, account, draft, Ct);
        await drafts.ConfirmCloudSignAsync(Outside.Session, account, draft, "a/b c", "1234", Ct);
        outside.Vendor.Answer = (context, _) =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };
        await drafts.DeleteDocumentAsync(Outside.Session, account, draft, DocumentId, Ct);
        await drafts.DeleteAsync(Outside.Session, account, draft, Ct);
        await outside.Get<IExternAccountsApi>().DeleteAsync(Outside.Session, account, Ct);

        Assert.Equal(
            [
                $"PUT /v1/{account}/drafts/{draft}/documents/{DocumentId}",
                $"POST /v1/{account}/drafts/{draft}/check?deferred=true",
                $"POST /v1/{account}/drafts/{draft}/prepare?deferred=true",
                $"POST /v1/{account}/drafts/{draft}/send?deferred=true&force=false",
                $"POST /v1/{account}/drafts/{draft}/cloud-sign",
                $"POST /v1/{account}/drafts/{draft}/cloud-sign-confirm?requestId=a%2Fb%20c&code=1234",
                $"DELETE /v1/{account}/drafts/{draft}/documents/{DocumentId}",
                $"DELETE /v1/{account}/drafts/{draft}",
                $"DELETE /v1/{account}",
            ],
            outside.Vendor.Requests.Select(request => $"{request.Verb} {request.Path}{request.Query}"));
    }

    [Fact]
    public async Task Signatures_are_read_as_a_JSON_string_of_base64()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, request) => RecordingVendor.JsonAsync(context, 200, request.Path.EndsWith("/content", StringComparison.Ordinal)
            ? "\"AQID\""
            : """
              {"id":"0d0d0d0d-0000-4000-8000-0000000000d1","contents":null,"signatures":[
                {"id":"0d0d0d0d-0000-4000-8000-0000000000e1","signer-type":"organization-representative","links":[]}]}
              """);

        var signatures = await outside.Get<DraftSignatures>().ReadAsync(Outside.Session, Outside.AccountId, Outside.DraftId, DocumentId, Ct);

        var signature = Assert.Single(signatures);
        Assert.Equal(new byte[] { 1, 2, 3 }, signature.Bytes.ToArray());
        Assert.Equal(SignerTypes.OrganizationRepresentative, signature.Signature.SignerType);
        Assert.EndsWith($"/documents/{DocumentId}/signatures/0d0d0d0d-0000-4000-8000-0000000000e1/content", outside.Vendor.Requests[1].Path, StringComparison.Ordinal);
    }
}

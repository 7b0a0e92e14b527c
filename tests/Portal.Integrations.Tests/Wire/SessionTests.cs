using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class SessionTests
{
    private const string Task = """{"id":"0d0d0d0d-0000-4000-8000-0000000000a3","task-state":"running","task-type":"urn:task-type:send"}""";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_session_travels_in_the_call_as_sid_and_api_key()
    {
        await using var outside = await Outside.StartAsync();

        await outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct);

        var request = Assert.Single(outside.Vendor.Requests);
        Assert.Equal(("GET", "/v1", "?skip=0&take=100"), (request.Verb, request.Path, request.Query));
        Assert.Equal("auth.sid sid-1", request.Headers["Authorization"]);
        Assert.Equal("6F9619FF-8B86-D011-B42D-00CF4FC964FF", request.Headers["X-Kontur-Apikey"]);
    }

    [Fact]
    public async Task A_401_renews_the_session_once_and_repeats_the_POST_once_with_its_body()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("""{"id":"b1f0c9de-3a77-4b0e-9a55-0d3b4e6f7a01"}""", 401, 200);

        var account = await outside.Get<IExternAccountsApi>().CreateAsync(Outside.Session, new("7709123453", "770901001", "ООО Ромашка-Тест"), Ct);

        Assert.Equal(Guid.Parse("b1f0c9de-3a77-4b0e-9a55-0d3b4e6f7a01"), account.Id);
        Assert.Equal(1, outside.Sessions.Renewals);
        Assert.Equal(["auth.sid sid-1", "auth.sid sid-2"], outside.Vendor.Requests.Select(request => request.Headers["Authorization"]));
        Assert.All(outside.Vendor.Requests, request =>
            Assert.Equal("""{"inn":"7709123453","kpp":"770901001","organization-name":"ООО Ромашка-Тест"}""", request.Text));
    }

    [Fact]
    public async Task A_second_401_is_SignedOut_and_nothing_is_sent_a_third_time()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("""{"message":"нет сеанса"}""", 401);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal(VendorErrorKind.SignedOut, failure.Kind);
        Assert.False(failure.IsUnclear);
        Assert.Equal(2, outside.Vendor.Requests.Count);
        Assert.Equal(1, outside.Sessions.Renewals);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(400)]
    public async Task A_send_is_made_once_whatever_the_vendor_answers(int status)
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("""{"message":"нет"}""", status, 200);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal(status, (int)failure.StatusCode!);
        var request = Assert.Single(outside.Vendor.Requests);
        Assert.Equal("?deferred=true&force=false", request.Query);
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task A_send_cut_after_acceptance_is_made_once_and_ends_unclear()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, _) =>
        {
            context.Abort();
            return System.Threading.Tasks.Task.CompletedTask;
        };

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal((VendorErrorKind.Unavailable, true), (failure.Kind, failure.IsUnclear));
        Assert.Single(outside.Vendor.Requests);
    }

    [Fact]
    public async Task A_send_answered_400_with_a_task_is_a_task()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Task, 400);

        var task = await outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct);

        Assert.True(task.IsRunning);
        Assert.Equal(TaskTypes.Send, task.TaskType);
    }

    [Fact]
    public async Task A_session_that_cannot_be_had_leaves_the_call_unsent_and_clear()
    {
        await using var outside = await Outside.StartAsync();
        outside.Sessions.Trouble = new VendorException(VendorErrorKind.Unavailable, "Kontur.Authenticator", isUnclear: true);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal(("Kontur.Authenticator", false), (failure.Vendor, failure.IsUnclear));
        Assert.Empty(outside.Vendor.Requests);
    }

    [Fact]
    public void Secrets_are_not_in_the_text_forms() =>
        Assert.DoesNotContain("secret", $"{new KonturToken(KonturToken.AuthSid, "secret", "secret")}", StringComparison.Ordinal);
}

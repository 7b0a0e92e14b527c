using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Simulator.People;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>Takes the sample report of «Тестовая» through the operations, as the director (or the accountant) of that organisation.</summary>
internal sealed class ReportJourney(RunningPortal portal, Outside outside, string login = "director")
{
    public const string AccountId = "0a000000-0000-4000-8000-000000000001";
    public const string FileName = "NO_BUHOTCH_0087_0087_6676130154667601001_20241024_04621bd7-14b3-4c78-ab67-ddbf91cc76d6.xml";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string phone = DemoPeople.All.Single(person => person.Login == login).Phone!;

    public static string File { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Portal.Integrations.Tests", "Samples", FileName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<Actor> ActorAsync() => portal.ActorAsync(login);

    public Task<Account> OpenAsync() => RunAsync<OpenAccount, Account>((open, actor) => open.RunAsync(actor, AccountId, Stop));

    /// <summary>Drops a file, one of its own unless given; returns the id of the new draft.</summary>
    public async Task<string> UploadAsync(Report? report = null)
    {
        report ??= Report.Another();
        using var body = new MemoryStream(report.Bytes);
        return await portal.Get<UploadReport>().RunAsync(await ActorAsync(), AccountId, report.FileName, body, body.Length, Stop);
    }

    /// <summary>Checks the draft with the person's own certificate and waits for the result.</summary>
    public async Task CheckAsync(string draftId)
    {
        var certificate = (await RunAsync<ListCertificates, IReadOnlyList<CertificateChoice>>((list, actor) => list.RunAsync(actor, AccountId, Stop)))
            .First(choice => choice.WhyNot is null).Certificate;
        Assert.Equal(
            CheckOutcome.Started, await RunAsync<CheckDraft, CheckOutcome>((check, actor) => check.RunAsync(actor, draftId, certificate.Thumbprint, Stop)));
        await StateAsync(draftId, DraftState.Checked);
    }

    /// <summary>Asks for a code.</summary>
    public async Task<Signing> BeginSigningAsync(string draftId) =>
        (await RunAsync<SignDraft, Signing?>(async (sign, actor) => await sign.RunAsync(
            actor, draftId, (await portal.Get<DraftStore>().FindForJobAsync(draftId, Stop))!.CertificateThumbprint!, Stop)))!;

    /// <summary>The code that came to the person's phone.</summary>
    public Task<string> CodeAsync() => outside.CodeAsync(phone);

    public async Task SignAsync(string draftId)
    {
        var signing = await BeginSigningAsync(draftId);
        var code = await CodeAsync();
        Assert.IsType<ConfirmOutcome.Confirmed>(await RunAsync<ConfirmSigning, ConfirmOutcome>((confirm, actor) => confirm.RunAsync(actor, signing.Id, code, Stop)));
    }

    /// <summary>A draft that waits for «Отправить отчёт».</summary>
    public async Task<Draft> ReadyAsync(Report? report = null)
    {
        await OpenAsync();
        var draftId = await UploadAsync(report);
        await CheckAsync(draftId);
        await SignAsync(draftId);
        return await StateAsync(draftId, DraftState.Ready);
    }

    /// <summary>Waits until the draft is in the state.</summary>
    public async Task<Draft> StateAsync(string draftId, DraftState state)
    {
        await Eventually.IsTrueAsync(async () => (await FindAsync(draftId)).State == state, $"draft {draftId} is {state}", Patience, Stop);
        return await FindAsync(draftId);
    }

    public async Task<Draft> FindAsync(string draftId) => (await portal.Get<DraftStore>().FindForJobAsync(draftId, Stop))!;

    public async Task<SendOutcome> SendAsync(string draftId) => await RunAsync<SendDraft, SendOutcome>((send, actor) => send.RunAsync(actor, draftId, Stop));

    private async Task<T> RunAsync<TOperation, T>(Func<TOperation, Actor, Task<T>> run)
        where TOperation : notnull => await run(portal.Get<TOperation>(), await ActorAsync());
}

using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Signatures;
using Portal.Integrations.KonturExtern;
using Portal.Integrations.Signing;
using Portal.Storage.Files;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts.Signatures;

/// <summary>Signatures under a report: kept when they hold, in the way when they do not, and attached when they were made elsewhere.</summary>
public sealed class AttachSignatureTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly GostSigner Director = new("Иванов", "Иван Иванович");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signature_made_elsewhere_with_ones_own_certificate_signs_the_report_and_may_be_downloaded()
    {
        var (actor, view) = await CheckedAsync();
        await fixture.ImportAsync(new RegistryRow
        {
            User = "partner-1001", FullName = "Иванов Иван Иванович", Phone = PortalFixture.DirectorPhone, Snils = "11223344595", Thumbprint = Director.Thumbprint,
        });
        var signature = Director.Sign(Report.Good.Bytes);

        var kept = await AttachAsync(actor, view, signature);

        Assert.Equal((null, Director.Thumbprint, SignatureOrigin.Attached), (kept.Problem, kept.Thumbprint, kept.Way));
        await fixture.ReachAsync(actor, Account, view.Draft.Id, DraftState.Ready);
        var (bytes, name) = await fixture.Get<OpenSignature>().RunAsync(actor, Account, view.Draft.Id, kept.Id, Stop);
        await using var open = bytes;
        using var memory = new MemoryStream();
        await open.CopyToAsync(memory, Stop);
        Assert.Equal((Report.Good.FileName + ".sig", Convert.ToHexString(signature)), (name, Convert.ToHexString(memory.ToArray())));
        Assert.Contains(kept.Sha256, await fixture.Get<SignatureStore>().KeptAsync([kept.Sha256, "00"], Stop));
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{view.Draft.KonturDraftId}/documents/[^/]+/signatures"));
    }

    [Fact]
    public async Task A_strangers_certificate_other_bytes_and_what_is_no_signature_are_refused_in_words()
    {
        var (actor, view) = await CheckedAsync();

        Assert.Contains("выдан не вам", await RefusedAsync(actor, view, new GostSigner("Чужов", "Олег Петрович").Sign(Report.Good.Bytes)), StringComparison.Ordinal);
        Assert.Contains("не подходит к файлу", await RefusedAsync(actor, view, Director.Sign([1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("не электронная подпись", await RefusedAsync(actor, view, [1, 2, 3]), StringComparison.Ordinal);
        Assert.Equal(0, await fixture.Outside.AcceptedPostsAsync($"/drafts/{view.Draft.KonturDraftId}/documents/[^/]+/signatures"));
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(actor, Account, view.Draft.Id)).Draft.State);
    }

    [Fact]
    public async Task A_cloud_signature_is_kept_verified_and_covers_the_file_that_was_dropped()
    {
        var (actor, view) = await CheckedAsync();
        await SignAsync(actor, view);
        await fixture.ReachAsync(actor, Account, view.Draft.Id, DraftState.Ready);

        var kept = Assert.Single(await fixture.Get<SignatureStore>().OfDraftAsync(view.Draft.Id, Stop));

        Assert.Equal((null, SignatureOrigin.Cloud, view.Draft.CertificateThumbprint), (kept.Problem, kept.Way, kept.Thumbprint));
        var bytes = (await fixture.Get<FileStore>().ReadAsync(kept.Sha256, Stop))!;
        Assert.Null((await DetachedSignature.VerifyAsync(bytes, new MemoryStream(Report.Good.Bytes), Stop)).Fault);
        Assert.NotNull((await DetachedSignature.VerifyAsync(bytes, new MemoryStream([1, 2, 3]), Stop)).Fault);
    }

    [Fact]
    public async Task A_signature_at_Kontur_that_does_not_cover_the_file_stands_in_the_way_of_sending()
    {
        var (actor, view) = await CheckedAsync();
        await fixture.Get<IExternDraftsApi>().AddSignatureAsync(
            Acting.SessionOf(view.Draft.LinkId), Guid.Parse(Account), Guid.Parse(view.Draft.KonturDraftId!), Guid.Parse(view.Documents[0].Id),
            new SignatureRequest(Director.Sign([1, 2, 3])), Stop);

        await SignAsync(actor, view);

        var after = await fixture.ReachAsync(actor, Account, view.Draft.Id, DraftState.Checked);
        Assert.Contains("Подпись не подходит к файлу", after.Draft.Problem, StringComparison.Ordinal);
        Assert.Empty(await fixture.Outside.RequestsAsync($"/drafts/{view.Draft.KonturDraftId}/prepare"));
        Assert.Contains(await fixture.Get<SignatureStore>().OfDraftAsync(view.Draft.Id, Stop), signature => signature.Problem is not null);
    }

    private async Task<(Actor Actor, ReportView View)> CheckedAsync()
    {
        var actor = await fixture.InAsync("director", Account);
        return (actor, await fixture.ReadAsync(actor, Account, await fixture.CheckedAsync(actor, Account)));
    }

    private async Task SignAsync(Actor actor, ReportView view)
    {
        var signing = (await fixture.Get<SignDraft>().RunAsync(actor, view.Draft.Id, view.Draft.CertificateThumbprint!, Stop))!;
        Assert.IsType<ConfirmOutcome.Confirmed>(
            await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop));
    }

    private Task<KeptSignature> AttachAsync(Actor actor, ReportView view, byte[] file) =>
        fixture.Get<AttachSignature>().RunAsync(actor, Account, view.Draft.Id, view.Documents[0].Id, file, Stop);

    private async Task<string> RefusedAsync(Actor actor, ReportView view, byte[] file) =>
        (await Assert.ThrowsAsync<SignatureFileException>(() => AttachAsync(actor, view, file))).Message;
}

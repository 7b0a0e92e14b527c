using System.Text;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Integrations.KonturExtern;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>Makes docflows of every type of the contract's 6.1–6.10: what a person sends through a draft at Kontur, what a state body sends by the control.</summary>
internal static class SentDocflow
{
    private static readonly Dictionary<string, (DraftRecipient Recipient, string Main)> Outgoing = new()
    {
        ["fns534-report"] = (new() { IfnsCode = "0087" }, "fns534-report"),
        ["fns534-ion"] = (new() { IfnsCode = "0087" }, "fns534-ion-request"),
        ["fns534-letter"] = (new() { IfnsCode = "0087" }, "fns534-letter"),
        ["fns534-submission"] = (new() { IfnsCode = "0087" }, "fns534-submission-message"),
        ["fns534-inventory"] = (new() { IfnsCode = "0087" }, "fns534-inventory-message"),
        ["fns534-application"] = (new() { IfnsCode = "0087" }, "fns534-application"),
        ["sfr-report"] = (new(), "sfr-report-report-document"),
        ["pfr-report"] = (new() { UpfrCode = "066-001" }, "pfr-report"),
        ["pfr-ios"] = (new() { UpfrCode = "066-001" }, "pfr-ios-request"),
        ["stat-report"] = (new() { TogsCode = "00-87" }, "stat-report"),
        ["stat-letter"] = (new() { TogsCode = "00-87" }, "stat-letter"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes one and lets the portal learn of it, by its list, or as of a draft of its own where no list names it; returns our id and Kontur's.</summary>
    /// <param name="type">Its type; for what comes in, with further words of the control: <c>&amp;flaw=…</c>.</param>
    public static async Task<(string EntryId, Guid DocflowId)> MakeAsync(PortalFixture fixture, DocflowSigner signer, Actor actor, string type)
    {
        var link = (await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id;
        var docflow = Outgoing.TryGetValue(type, out var kind) ? await SendAsync(fixture, signer, link, type, kind.Recipient, kind.Main)
            : await fixture.Outside.IncomingAsync(signer.AccountId, type);
        if (type == "fns534-inventory")
        {
            // Contract drafts 5.1: found below its demand only. The portal knows those that it sent itself.
            var now = fixture.Get<TimeProvider>().GetUtcNow();
            await fixture.Get<FollowDocflows>().BeginAsync(
                new DocflowEntry
                {
                    Id = Guid.NewGuid().ToString(), LinkId = link, AccountId = signer.AccountId, DocflowId = docflow.ToString(), Type = $"urn:docflow:{type}", Status = DocflowEntry.SentStatus,
                    FormName = "Опись", Correction = 0, Payer = $"{signer.Inn}-{signer.Kpp}", Recipient = "0087", SentAt = now, ChangedAt = now, Asked = 0,
                },
                Stop);
        }

        await fixture.Get<RefreshDocflows>().RunAsync(actor, signer.AccountId, cancellationToken: Stop);
        var id = await fixture.Get<DocflowStore>().IdOfDocflowAsync(link, docflow.ToString(), Stop);
        Assert.NotNull(id);
        return (id, docflow);
    }

    private static async Task<Guid> SendAsync(PortalFixture fixture, DocflowSigner signer, string link, string type, DraftRecipient recipient, string main)
    {
        var (api, session, account) = (fixture.Get<IExternDraftsApi>(), Acting.SessionOf(link), Guid.Parse(signer.AccountId));
        var certificate = (await fixture.Get<IExternCertificatesApi>().ListAsync(session, account, ct: Stop)).Certificates.First(one => one.IsValid && one.CertificateType != new Word("iron"));
        var meta = new DraftMetaRequest(
            new DraftSender { Inn = signer.Inn, Kpp = signer.Kpp, Certificate = new DraftCertificate(certificate.Content), IpAddress = "203.0.113.7" }, recipient,
            new DraftPayer
            {
                Inn = signer.Inn, Organization = new PayerOrganization(signer.Kpp), Okpo = "12345678", RegistrationNumberSfr = type == "sfr-report" ? "1234567890" : null,
                RegistrationNumberPfr = type.StartsWith("pfr-", StringComparison.Ordinal) ? "066-001-123456" : null,
            },
            await AnsweredAsync(fixture, signer, session, account, type));
        var draft = (await api.CreateAsync(session, account, meta, Stop)).Id;
        var file = type == "fns534-report" ? (signer.AccountId == PortalFixture.Vector ? Report.OfVector : Report.Good).Edit("04621bd7-14b3-4c78-ab67-ddbf91cc76d6", Guid.NewGuid().ToString())
            : new Report("0606028_file.xml", Encoding.UTF8.GetBytes("""<report okud="0606028" year="2024" period="21" version="1.0"/>"""));
        using var bytes = new MemoryStream(file.Bytes);
        var content = await fixture.Get<ContentUpload>().UploadAsync(session, account, bytes, file.Bytes.Length, null, Stop);
        var about = new DocumentRequestDescription { Type = new Urn($"urn:document:{main}"), Filename = file.FileName, ContentType = "application/xml" };
        await api.PutDocumentAsync(session, account, draft, Guid.NewGuid(), new DocumentRequest(content, about), Stop);
        if (type != "sfr-report")
        {
            await signer.SignDraftAsync(fixture, session, draft);
        }

        var sent = await api.SendAsync(session, account, draft, ct: Stop);
        await Eventually.IsTrueAsync(async () => !(sent = await api.GetTaskAsync(session, account, draft, sent.Id, Stop)).IsRunning, $"{type} is sent", cancellationToken: Stop);
        return sent.AsDocflow()?.Id ?? throw new InvalidOperationException($"{type} did not go: {sent.Error?.Message} {sent.TaskResult}");
    }

    // An inventory answers the demand itself, which is the demand's attachment (contract drafts 6.5).
    private static async Task<RelatedDocument?> AnsweredAsync(PortalFixture fixture, DocflowSigner signer, Portal.Integrations.Http.KonturSessionKey session, Guid account, string type)
    {
        if (type != "fns534-inventory")
        {
            return null;
        }

        var demand = await fixture.Outside.IncomingAsync(signer.AccountId, "fns534-demand");
        var documents = await fixture.Get<IExternDocflowsApi>().ListDocumentsAsync(session, account, demand, Stop);
        return new RelatedDocument(demand, documents.First(document => document.Description!.Type.LastSegment == "fns534-demand-attachment").Id);
    }
}

using System.Text.Json;
using Dapper;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inbox;
using Portal.Features.Drafts.Signatures;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Features.Drafts;

namespace Portal.Tests.Access;

/// <summary>The director with an object of every kind, whose ids the intruders know.</summary>
internal sealed class Victim
{
    /// <summary>Everything that hangs on a link, without what jobs write by themselves.</summary>
    private static readonly string[] Rows =
    [
        "SELECT * FROM draft WHERE link_id = @id ORDER BY id",
        "SELECT d.* FROM draft_document d JOIN draft ON draft.id = d.draft_id WHERE draft.link_id = @id ORDER BY d.id",
        "SELECT t.* FROM draft_task t JOIN draft ON draft.id = t.draft_id WHERE draft.link_id = @id ORDER BY t.id",
        "SELECT a.* FROM send_attempt a JOIN draft ON draft.id = a.draft_id WHERE draft.link_id = @id ORDER BY a.id",
        "SELECT * FROM signing WHERE link_id = @id ORDER BY id",
        "SELECT * FROM signing_batch WHERE link_id = @id ORDER BY id",
        "SELECT s.* FROM signature s JOIN draft ON draft.id = s.draft_id WHERE draft.link_id = @id ORDER BY s.id",
        "SELECT id, account_id, docflow_id, draft_id, recipient_name FROM docflow WHERE link_id = @id ORDER BY id",
        "SELECT * FROM account WHERE link_id = @id ORDER BY account_id",
        "SELECT * FROM payer WHERE link_id = @id ORDER BY account_id, organization_id",
        "SELECT * FROM certificate WHERE link_id = @id ORDER BY account_id, thumbprint",
        "SELECT * FROM link WHERE id = @id",
        "SELECT p.* FROM goskey_package p JOIN link ON link.person_id = p.person_id WHERE link.id = @id ORDER BY p.id",
        "SELECT d.* FROM goskey_document d JOIN goskey_package p ON p.id = d.package_id JOIN link ON link.person_id = p.person_id WHERE link.id = @id ORDER BY d.id",
        "SELECT l.* FROM goskey_listed l JOIN goskey_package p ON p.id = l.package_id JOIN link ON link.person_id = p.person_id WHERE link.id = @id ORDER BY l.package_id, l.position",
        "SELECT r.* FROM goskey_recipient r JOIN link ON link.person_id = r.person_id WHERE link.id = @id ORDER BY r.id",
        "SELECT link_id, obtained_at FROM kontur_session WHERE link_id = @id",
    ];

    public const string Inn = "7707083893";
    public const string Kpp = "770701001";

    public required Actor Actor { get; init; }

    public required Link Link { get; init; }

    /// <summary>Made by the director here: nobody else has it, and it could be deleted.</summary>
    public required Account Account { get; init; }

    /// <summary>Checked, with a signature that waits for its code.</summary>
    public required Draft Draft { get; init; }

    public required DraftDocument Document { get; init; }

    public required Signing Signing { get; init; }

    public required string Code { get; init; }

    /// <summary>A batch that is not begun.</summary>
    public required string BatchId { get; init; }

    /// <summary>Under the report that waits for «Отправить отчёт».</summary>
    public required string SignatureId { get; init; }

    /// <summary>Waits for «Отправить отчёт».</summary>
    public required Draft Ready { get; init; }

    public required DocflowEntry DocflowEntry { get; init; }

    /// <summary>A document of it that the director has read.</summary>
    public required EntryDocument EntryDocument { get; init; }

    /// <summary>What an accepted request of an intruder must never name.</summary>
    public IReadOnlyList<string> ForeignIds =>
        [Account.AccountId, Draft.KonturDraftId!, Ready.KonturDraftId!, Document.Id, Document.ContentId, DocflowEntry.DocflowId, Signing.RequestId!];

    public static async Task<Victim> CreateAsync(RunningPortal portal, Outside outside)
    {
        var stop = TestContext.Current.CancellationToken;
        var journey = new ReportJourney(portal, outside);
        var ready = await journey.ReadyAsync();
        var draftId = await journey.UploadAsync();
        await journey.CheckAsync(draftId);
        var signing = await journey.BeginSigningAsync(draftId);
        var actor = await journey.ActorAsync();
        var created = await portal.Get<CreateAccount>().RunAsync(actor, new NewAccount(Inn, Kpp, "Тайная"), stop);
        Assert.True(await portal.Get<RefreshDocflows>().RunAsync(actor, ReportJourney.AccountId, full: true, stop) > 0);
        var link = await portal.Get<Acting>().LinkOfAsync(actor, stop);
        var entry = (await portal.Get<DocflowListStore>().PageAsync(link.Id, ReportJourney.AccountId, new(), 0, 1, stop)).Rows[0];
        await portal.Get<OpenDocflow>().RunAsync(actor, entry.Id, stop);
        var document = (await portal.Get<DocflowStore>().DocumentsAsync(entry.Id, stop)).First(one => !one.IsSealed);
        Assert.NotNull((await portal.Get<OpenDocument>().RunAsync(actor, entry.Id, document.DocumentId, stop)).Content);
        var batch = await portal.Get<BeginBatch>().RunAsync(actor, ReportJourney.AccountId, SigningKind.DraftSignature, [draftId], signing.Thumbprint, stop);
        return new Victim
        {
            BatchId = batch!, SignatureId = (await portal.Get<SignatureStore>().OfDraftAsync(ready.Id, stop)).Single().Id,
            Actor = actor, Link = link, Account = Assert.IsType<CreateAccountOutcome.Created>(created).Account, Ready = ready,
            Draft = await journey.FindAsync(draftId), Document = (await portal.Get<DraftStore>().DocumentsAsync(draftId, stop))[0],
            Signing = signing, Code = await journey.CodeAsync(),
            RequestAsync = async () =>
            {
                var request = new SignatureRequest
                {
                    Id = Guid.NewGuid().ToString(), DraftId = draftId, AccountId = ReportJourney.AccountId, FromLinkId = link.Id, ToLinkId = link.Id, FromName = "A", ToName = "B",
                    Thumbprint = signing.Thumbprint, State = RequestState.Asked, Title = "T", Documents = signing.Documents, AskedAt = TimeProvider.System.GetUtcNow(),
                };
                await portal.Get<SignatureRequestStore>().AddAsync(request, CancellationToken.None);
                return (await portal.Get<SignatureRequestStore>().LatestAsync(draftId, CancellationToken.None))!.Id;
            },
            DocflowEntry = entry, EntryDocument = document, Package = await PackageOfAsync(portal, actor), Recipient = (await portal.Get<ListRecipients>().RunAsync(actor, "", stop))[0],
            SenderAsync = () => SenderOfAsync(portal, link.PersonId),
        };
    }

    /// <summary>A request for a signature that was made to the director, by nobody but the store.</summary>
    public required Func<Task<string>> RequestAsync { get; init; }

    /// <summary>A draft for Goskey with a recipient and a document, and a list that was read of a file.</summary>
    public required DraftView Package { get; init; }

    /// <summary>A remembered recipient.</summary>
    public required KnownRecipient Recipient { get; init; }

    /// <summary>A profile of a sender that the director alone may send from.</summary>
    public required Func<Task<string>> SenderAsync { get; init; }

    private static async Task<DraftView> PackageOfAsync(RunningPortal portal, Actor actor)
    {
        var id = (await portal.Get<BeginPackage>().RunAsync(actor))!;
        var sender = (await portal.Get<ListOwnSenders>().RunAsync(actor))[0];
        var input = new RecipientInput { SenderId = sender.Id, Kind = SignatureKind.Unep, Name = "Тайный Получатель", Snils = "112-233-445 95", Consented = true, Remember = true };
        Assert.IsType<StepOutcome.Saved>(await portal.Get<SaveRecipient>().RunAsync(actor, id, input));
        Assert.NotNull((await portal.Get<Portal.Features.Goskey.New.AddDocument>().RunAsync(actor, id, "Тайна.txt", new MemoryStream("Тайна"u8.ToArray()), null)).Document);
        Assert.Null((await portal.Get<ReadRecipients>().RunAsync(actor, id, "list.csv", "Тайный Второй;990-000-001 53"u8.ToArray())).Problem);
        return (await portal.Get<OpenDraft>().RunAsync(actor, id))!;
    }

    private static async Task<string> SenderOfAsync(RunningPortal portal, string personId)
    {
        if ((await portal.Get<SenderStore>().ListAsync()).FirstOrDefault(one => one.Inn == Inn) is { } known)
        {
            return known.Id;
        }

        var seal = portal.Get<SenderSeal>();
        var profile = seal.WithApiKey(
            new SenderProfile
            {
                Id = Guid.NewGuid().ToString(), Organization = "Жертва", Inn = Inn, Ogrn = "1027700132195", Mnemonic = "VICTIM", Region = "45", ServiceName = "S",
                Layout = RequestLayout.V1_8, Environment = SenderEnvironment.Test, PersonName = "A", ApiKey = "", ApiKeyTail = "", KeyName = seal.SealKeyName("sandbox"), OwnerKey = "x",
            },
            Guid.NewGuid().ToString());
        await portal.Get<SenderStore>().AddAsync(profile);
        await portal.Get<SenderRightStore>().GrantAsync(new SenderRight { Id = Guid.NewGuid().ToString(), SenderId = profile.Id, PersonId = personId, Kind = SenderRightKind.Head });
        return profile.Id;
    }

    /// <summary>A report that the director sends now.</summary>
    public static async Task<Draft> SentAsync(RunningPortal portal, Outside outside)
    {
        var journey = new ReportJourney(portal, outside);
        var draft = await journey.ReadyAsync();
        Assert.Equal(SendOutcome.Accepted, await journey.SendAsync(draft.Id));
        return await journey.StateAsync(draft.Id, DraftState.Sent);
    }

    /// <summary>The rows as they stand.</summary>
    public async Task<string> SnapshotAsync(Database database)
    {
        await using var db = await database.OpenAsync(TestContext.Current.CancellationToken);
        var all = new List<object>();
        foreach (var rows in Rows)
        {
            all.AddRange(await db.QueryAsync<object>(rows, new { id = Link.Id }));
        }

        Assert.True(all.Count > 10);
        return string.Join(Environment.NewLine, all.Select(row => JsonSerializer.Serialize(row)));
    }
}

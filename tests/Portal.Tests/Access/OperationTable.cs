using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Attention;
using Portal.Features.Audit;
using Portal.Features.Calendars;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Decryption;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inbox;
using Portal.Features.Drafts.Inventories;
using Portal.Features.Drafts.List;
using Portal.Features.Drafts.Stuck;
using Portal.Features.Drafts.Signatures;
using Portal.Features.Goskey;
using Portal.Features.Goskey.List;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Sending;
using Portal.Features.Linking;
using Portal.Features.Sessions;
using Portal.Tests.Features.Drafts;

namespace Portal.Tests.Access;

/// <summary>What an intruder must meet.</summary>
internal enum Wall
{
    /// <summary><see cref="AccessDeniedException"/>.</summary>
    Denied,

    /// <summary>Null, false, nothing listed, or the operation's own refusal.</summary>
    Nothing,

    /// <summary>The operation takes no id: it knows only the actor's own.</summary>
    OwnOnly,
}

/// <summary>One attempt to reach an object of the victim by a guessed id.</summary>
/// <param name="NeedsLink">False where a person without a link has something to do there.</param>
internal sealed record Attempt(Type Operation, Wall Wall, string Way, Func<object, Actor, Victim, CancellationToken, Task<object?>> Try, bool NeedsLink = true);

/// <summary>Every operation of the portal and the ways to another person's object through it.</summary>
internal static class OperationTable
{
    private static readonly byte[] EmptyRegistry = "ИдПользователя;ФИО;ИНН;КПП;Организация;Телефон;СНИЛС;Отпечаток;ДействуетДо\n"u8.ToArray();

    private static ChangedPerson Change(string linkId) => new(linkId, "", "", "", "", "", LinkState.Active, ChangedField.Phone, "", "", "", default);

    public static IReadOnlyList<Attempt> All { get; } =
    [
        Entry<PreviewImport>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, EmptyRegistry, "registry.csv", stop), needsLink: false),
        Entry<ReadImport>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, null, 0, 10, stop), needsLink: false),
        Entry<ApplyImport>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, Guid.NewGuid().ToString(), stop), needsLink: false),
        Entry<DropImport>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, Guid.NewGuid().ToString(), stop), needsLink: false),
        Entry<FindCertificates>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, new RegistryFilter(), 0, 10, stop), needsLink: false),
        Entry<OpenCertificate>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Thumbprint, stop), needsLink: false),
        Entry<SaveCertificate>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, new RegistryFields("x", "x", Victim.Inn, "", "x", "9020000001", "", victim.Signing.Thumbprint, "31.12.2027"), null, cancellationToken: stop), needsLink: false),
        Entry<DeleteCertificate>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Thumbprint, stop), needsLink: false),
        Entry<ExportRegistry>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, Stream.Null, stop), needsLink: false),
        Entry<FindChangedPeople>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, 0, 10, stop), needsLink: false),
        Entry<SettleChange>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, Change(victim.Link.Id), stop), needsLink: false),
        Entry<SearchAudit>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, new AuditQuery { Person = victim.Link.PersonId }, 0, 10, stop)).Rows, needsLink: false),
        Entry<OpenAuditRow>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, 1, stop), needsLink: false),
        Entry<ListLinkUses>(Wall.Denied, "not an administrator: the victim's link", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Link.PersonId, victim.Link.Id, 10, stop), needsLink: false),
        Entry<ExportAudit>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, new AuditQuery(), Stream.Null, stop), needsLink: false),
        Entry<VerifyAudit>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, cancellationToken: stop), needsLink: false),
        Entry<FindLinks>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => (await op.RunAsync(actor, new LinkFilter(), 0, 10, stop)).Rows, needsLink: false),
        Entry<OpenLink>(Wall.Denied, "not an administrator: the victim's link", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Link.Id, stop), needsLink: false),
        Entry<ExportLinks>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, new LinkFilter(), Stream.Null, stop), needsLink: false),
        Entry<ChangeLink>(Wall.Denied, "not an administrator: the victim's link", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Link.Id, victim.Link.ServiceUserId, LinkAction.Block, "because", stop), needsLink: false),
        Entry<AskRelink>(Wall.Denied, "not an administrator: the victim's link", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Link.Id, "because", stop), needsLink: false),
        Entry<DecideRelink>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, "no such move", true, stop), needsLink: false),
        Entry<FindRegistryRows>(Wall.OwnOnly, "rows of the actor's own subject", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, stop)).Where(row => row.KonturUser == victim.Link.KonturUser).ToList(), needsLink: false),
        Entry<LinkToKontur>(Wall.OwnOnly, "links the actor by their own registry row", (_, _, _, _) => Task.FromResult<object?>(null), needsLink: false),
        Entry<DisputeIdentity>(Wall.OwnOnly, "writes to the audit of the actor", (_, _, _, _) => Task.FromResult<object?>(null), needsLink: false),
        Entry<FindHome>(Wall.OwnOnly, "an address of the actor's own account", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, stop)).Contains(victim.Account.AccountId, StringComparison.Ordinal), needsLink: false),

        Entry<ListSenders>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, stop), needsLink: false),
        Entry<ListExpiringSenders>(Wall.OwnOnly, "nothing for those who are no administrators", async (op, actor, _, stop) => actor.IsAdmin ? null : await op.RunAsync(actor, 10, stop), needsLink: false),
        Entry<OpenSender>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.SenderAsync(), stop), needsLink: false),
        Entry<SaveSender>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, new SenderInput(), null, stop), needsLink: false),
        Entry<CloseSender>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.SenderAsync(), 1, stop), needsLink: false),
        Entry<CheckSender>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.SenderAsync(), stop), needsLink: false),
        Entry<GrantRight>(Wall.Denied, "not an administrator: to oneself", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, await victim.SenderAsync(), new RightInput(actor.PersonId, SenderRightKind.Head), stop), needsLink: false),
        Entry<RevokeRight>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, Guid.NewGuid().ToString(), stop), needsLink: false),
        Entry<ListRights>(Wall.Denied, "not an administrator", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.SenderAsync(), stop), needsLink: false),
        Entry<FindPeople>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, "Иванов", stop), needsLink: false),
        Entry<ListOwnSenders>(Wall.OwnOnly, "profiles that the actor has a right to", async (op, actor, victim, stop) =>
            await victim.SenderAsync() is var sender ? (await op.RunAsync(actor, stop)).Where(one => one.Id == sender).ToList() : null, needsLink: false),
        Entry<FindSendingRight>(Wall.Denied, "the victim's profile", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.SenderAsync(), stop), needsLink: false),

        Entry<EndSession>(Wall.Denied, "the victim's session", async (op, actor, victim, stop) =>
        {
            await op.RunAsync(actor, victim.Actor.SessionId, stop);
            return victim;
        }, needsLink: false),
        Entry<EndOtherSessions>(Wall.OwnOnly, "sessions of the actor", (_, _, _, _) => Task.FromResult<object?>(null), needsLink: false),

        Entry<CreateAccount>(Wall.Nothing, "INN and KPP of the victim's account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, new NewAccount(Victim.Inn, Victim.Kpp, "Моя"), stop) is CreateAccountOutcome.Refused ? null : victim),
        Entry<DeleteAccount>(Wall.Denied, "the victim's account with its right name", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, victim.Account.Name, stop)),
        Entry<EnterAccount>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, Guid.Parse(victim.Account.AccountId), stop)),
        Entry<OpenAccount>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<OpenAccount>(Wall.Denied, "no id at all", async (op, actor, _, stop) => await op.RunAsync(actor, "../v1", stop)),
        Entry<FindAccount>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<FindAccountsOfPayer>(Wall.Nothing, "INN of the victim's account", async (op, actor, _, stop) => await op.RunAsync(actor, Victim.Inn, stop)),
        Entry<ListAccountDetails>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, stop) is { Payers.Count: 0, Certificates.Count: 0 } ? null : victim),
        Entry<ListAccounts>(Wall.OwnOnly, "accounts of the actor's own link", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, victim.Account.Name, 0, 100, stop)).Total),
        Entry<RefreshAccounts>(Wall.OwnOnly, "accounts that the actor's own session lists", async (op, actor, _, stop) => await op.RunAsync(actor, stop) is 1 ? null : 2),

        Entry<UploadReport>(Wall.Denied, "the victim's account", (op, actor, victim, stop) => UploadAsync(op, actor, victim.Account.AccountId, stop)),
        Entry<Portal.Features.Drafts.AddDocument>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, null, "a.pdf", new MemoryStream([1]), 1, stop)),
        Entry<Portal.Features.Drafts.AddDocument>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, victim.Document.Id, "a.xml", new MemoryStream([1]), 1, stop)),
        Entry<MoveDocument>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, true, stop)),
        Entry<OpenOriginal>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, stop)),
        Entry<PrintDocument>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, true, stop)),
        Entry<OpenPrintForm>(Wall.Nothing, "the victim's draft and document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, stop)),
        Entry<FindPlaces>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, [], stop)),
        Entry<ExportProtocol>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<RemoveDocument>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, stop)),
        Entry<DeleteDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<ListCertificates>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<CheckDraft>(Wall.Denied, "the victim's draft and certificate", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Signing.Thumbprint, stop)),
        Entry<SignDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, victim.Signing.Thumbprint, stop)),
        Entry<SetAddressing>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, new AddressingInput(), stop)),
        Entry<AnswerDocflow>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, Guid.Parse(victim.DocflowEntry.DocflowId), stop)),
        Entry<AcceptInnerSignature>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<FindDemand>(Wall.Denied, "the victim's account and docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, Guid.Parse(victim.DocflowEntry.DocflowId), stop)),
        Entry<AddInventoryFile>(Wall.Denied, "the victim's account and docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, Guid.Parse(victim.DocflowEntry.DocflowId), "скан.pdf", Stream.Null, 1, stop)),
        Entry<ListInventoryFiles>(Wall.Nothing, "what is gathered for the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, Guid.Parse(victim.DocflowEntry.DocflowId), stop)),
        Entry<SetInventoryItem>(Wall.Nothing, "a file by its id", async (op, actor, _, stop) => await op.RunAsync(actor, Guid.NewGuid().ToString(), "1.01", stop)),
        Entry<RemoveInventoryFile>(Wall.Nothing, "a file by its id", async (op, actor, _, stop) => await op.RunAsync(actor, Guid.NewGuid().ToString(), stop)),
        Entry<BuildInventory>(Wall.Denied, "the victim's account and docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, Guid.Parse(victim.DocflowEntry.DocflowId), victim.EntryDocument.DocumentId, stop)),
        Entry<FindAnswered>(Wall.Denied, "the victim's account and docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, Guid.Parse(victim.DocflowEntry.DocflowId), stop)),
        Entry<ListAnswerable>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<CreateLetter>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, new LetterInput(new AddressingInput(), "", ""), stop)),
        Entry<BuildRequest>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, new RequestInput(), stop)),
        Entry<PrepareDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<SendDraft>(Wall.Denied, "the victim's draft that is ready to go", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<AllowResend>(Wall.Denied, "the victim's draft that is ready to go", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, ["a sending"], stop)),
        Entry<ReadReceipt>(Wall.Denied, "the victim's draft in its account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, stop)),
        Entry<FindDrafts>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, victim.Draft.AccountId, new DraftFilter(), 0, 100, stop)).Rows.Where(row => row.Id == victim.Draft.Id).ToList()),
        Entry<ListUnfinished>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, cancellationToken: stop)),
        Entry<ListDrafts>(Wall.Nothing, "the victim's drafts", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.AccountId, Drafts(victim), stop)),
        Entry<ReviewDrafts>(Wall.Nothing, "the victim's drafts", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.AccountId, Drafts(victim), stop)),
        Entry<DeleteDrafts>(Wall.Nothing, "the victim's drafts", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.AccountId, Drafts(victim), stop)),
        Entry<CheckDrafts>(Wall.Nothing, "the victim's drafts and certificate", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, Drafts(victim), victim.Signing.Thumbprint, stop)),
        Entry<SendDrafts>(Wall.Nothing, "the victim's drafts", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.AccountId, Drafts(victim), stop)),
        Entry<ListOwnStuck>(Wall.OwnOnly, "reports of the actor's own link", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, 20, stop)).Where(one => one.Draft.Id == victim.Draft.Id).ToList()),
        Entry<ListStuck>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, stop), needsLink: false),
        Entry<ListColleagues>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<HandOver>(Wall.Denied, "the victim's draft, to the intruder", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Link.Id, "please", stop)),
        Entry<WithdrawRequest>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<DeclineRequest>(Wall.Denied, "a request to the victim", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.RequestAsync(), "because", stop)),
        Entry<OpenHandedFile>(Wall.Denied, "a request to the victim", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.RequestAsync(), victim.Document.Id, stop)),
        Entry<ReadRequest>(Wall.Denied, "a request to the victim", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.RequestAsync(), stop)),
        Entry<SignRequest>(Wall.Denied, "a request to the victim", async (op, actor, victim, stop) => await op.RunAsync(actor, await victim.RequestAsync(), stop)),
        Entry<ListInbox>(Wall.OwnOnly, "requests to the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, stop)),
        Entry<CountInbox>(Wall.OwnOnly, "requests to the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, stop)),
        Entry<ReadReport>(Wall.Denied, "the victim's draft in its account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, stop)),

        Entry<BeginSigning>(Wall.Denied, "a request that names the victim's link", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, Request(victim), stop)),
        Entry<ConfirmSigning>(Wall.Denied, "the victim's operation and its right code", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Signing.Id, victim.Code, stop)),
        Entry<LeaveSigning>(Wall.Denied, "the victim's operation", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Id, stop)),
        Entry<AskNewCode>(Wall.Denied, "the victim's operation", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Id, stop)),
        Entry<FindSigningWay>(Wall.Nothing, "the victim's certificate", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Thumbprint, stop)),
        Entry<BeginBatch>(Wall.Denied, "the victim's draft and certificate", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, SigningKind.DraftSignature, [victim.Draft.Id], victim.Signing.Thumbprint, stop)),
        Entry<ContinueBatch>(Wall.Denied, "the victim's batch", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.BatchId, stop)),
        Entry<PauseBatch>(Wall.Denied, "the victim's batch", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.BatchId, stop)),
        Entry<RepeatBatch>(Wall.Denied, "the victim's batch", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.BatchId, stop)),
        Entry<ListOpenBatches>(Wall.OwnOnly, "batches of the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, stop)),
        Entry<AttachSignature>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, victim.Document.Id, [1, 2, 3], stop)),
        Entry<OpenSignature>(Wall.Denied, "the victim's signature", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Ready.AccountId, victim.Ready.Id, victim.SignatureId, stop)),
        Entry<FindSigning>(Wall.Nothing, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<ListWaiting>(Wall.OwnOnly, "operations of the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, stop)),

        Entry<FindSent>(Wall.Nothing, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<FindOfDocflow>(Wall.Nothing, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.DocflowId, stop)),
        Entry<OpenDocflow>(Wall.Denied, "the victim's entry", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<OpenDocument>(Wall.Denied, "the victim's document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, stop)),
        Entry<ListReplies>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<GiveReply>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, "fns534-report-receipt", cancellationToken: stop)),
        Entry<MakeReply>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, "fns534-report-receipt", cancellationToken: stop)),
        Entry<OpenReply>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, Guid.NewGuid().ToString(), printed: false, stop)),
        Entry<GiveReceipts>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Account.AccountId, [(victim.DocflowEntry.Id, victim.EntryDocument.DocumentId)], _ => Task.CompletedTask, stop)),
        Entry<ListRelated>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RefreshAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<DecryptAll>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<WritePackages>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, [victim.DocflowEntry.Id], stop)),
        Entry<ReplaceCalendar>(Wall.Denied, "not an administrator", async (op, actor, _, stop) => await op.RunAsync(actor, "{}", stop), needsLink: false),
        Entry<CheckDemand>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<DecryptDocument>(Wall.Denied, "the victim's document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, stop)),
        Entry<OpenKeptFile>(Wall.Denied, "the victim's kept document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, true, stop)),
        Entry<PrintEntryDocument>(Wall.Denied, "the victim's document", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, victim.EntryDocument.DocumentId, stop)),
        Entry<WritePackage>(Wall.Denied, "the victim's docflow", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.DocflowEntry.Id, stop)),
        Entry<Portal.Features.Docflows.List.ListAwaiting>(Wall.OwnOnly, "docflows of the actor's own link", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, 50, stop)) is var found ? found.Answers.Concat(found.Refusals).Where(row => row.LinkId == victim.Link.Id).ToList() : null),
        Entry<ListAttention>(Wall.OwnOnly, "what needs the actor", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, stop)).Items.Where(item => Drafts(victim).Append(victim.Signing.Id).Contains(item.Id)).ToList()),
        Entry<RefreshDeadlines>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<RefreshDocflows>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, full: true, stop)),
        Entry<SaveFilter>(Wall.OwnOnly, "filters of the actor's own link", async (op, actor, _, stop) =>
            await op.RunAsync(actor, "Мои", new DocflowListFilter { Unread = true }, stop) ? null : "not kept"),
        Entry<DeleteFilter>(Wall.OwnOnly, "filters of the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, "Мои", stop) ? null : "not forgotten"),
        Entry<FindDocflows>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, victim.DocflowEntry.AccountId, new DocflowListFilter(), 0, 100, stop)).Rows.Where(row => row.Id == victim.DocflowEntry.Id).ToList()),
        Entry<BeginPackage>(Wall.OwnOnly, "a draft of the actor's own", async (op, actor, victim, stop) => await op.RunAsync(actor, stop) == victim.Package.Package.Id ? "the victim's" : null, needsLink: false),
        Entry<OpenDraft>(Wall.Nothing, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<DiscardPackage>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<SaveRecipient>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, new RecipientInput(), stop), needsLink: false),
        Entry<SaveRecipientList>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, new ListInput(), stop), needsLink: false),
        Entry<ReadRecipients>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Package.Package.Id, "list.csv", "А;112-233-445 95"u8.ToArray(), stop), needsLink: false),
        Entry<ChangeRecipientList>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, new ListChange.TakeFile(), stop), needsLink: false),
        Entry<ListRecipients>(Wall.OwnOnly, "recipients of the actor's own", async (op, actor, _, stop) => await op.RunAsync(actor, "", stop), needsLink: false),
        Entry<ListRecipientGroups>(Wall.OwnOnly, "groups of the actor's own", async (op, actor, _, stop) => await op.RunAsync(actor, stop), needsLink: false),
        Entry<ForgetRecipient>(Wall.Nothing, "the victim's recipient", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Recipient.Id, stop), needsLink: false),
        Entry<Portal.Features.Goskey.New.AddDocument>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Package.Package.Id, "a.txt", new MemoryStream([65]), 1, stop), needsLink: false),
        Entry<ArrangeDocuments>(Wall.Denied, "the victim's document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Package.Package.Id, new DocumentChange.Remove(victim.Package.Documents[0].Id), stop), needsLink: false),
        Entry<OpenResultFile>(Wall.Denied, "the victim's document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Package.Package.Id, victim.Package.Documents[0].Id, ResultFile.Original, stop), needsLink: false),
        Entry<ExportReport>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<ExportResults>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<ListAlarms>(Wall.OwnOnly, "packages of the actor's own", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, 50, stop)).Where(package => package.Id == victim.Package.Package.Id).ToList(), needsLink: false),
        Entry<SaveTitle>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, "Моё", stop), needsLink: false),
        Entry<ReviewPackage>(Wall.Nothing, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<TakeBackPackage>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<SendAgain>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<OpenPackage>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
        Entry<FindPackages>(Wall.Nothing, "the victim's packages", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, new PackageFilter(), 0, 100, stop)).Rows.Where(row => row.Package.Id == victim.Package.Package.Id).ToList(), needsLink: false),
        Entry<ListUnseen>(Wall.OwnOnly, "packages of the actor's own", async (op, actor, victim, stop) =>
            (await op.RunAsync(actor, 50, stop)).Where(package => package.Id == victim.Package.Package.Id).ToList(), needsLink: false),
        Entry<ExportPackages>(Wall.OwnOnly, "packages of the actor's own", async (op, actor, victim, stop) =>
        {
            using var file = new MemoryStream();
            await op.RunAsync(actor, new PackageFilter(), file, stop);
            return System.Text.Encoding.UTF8.GetString(file.ToArray()).Contains(victim.Package.Package.Title, StringComparison.Ordinal) && victim.Package.Package.Title is not "" ? "the victim's" : null;
        }, needsLink: false),
        Entry<SubmitPackage>(Wall.Denied, "the victim's package", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Package.Package.Id, stop), needsLink: false),
    ];

    private static Attempt Entry<T>(Wall wall, string way, Func<T, Actor, Victim, CancellationToken, Task<object?>> attempt, bool needsLink = true) =>
        new(typeof(T), wall, way, (operation, actor, victim, stop) => attempt((T)operation, actor, victim, stop), needsLink);

    private static string[] Drafts(Victim victim) => [victim.Draft.Id, victim.Ready.Id];

    private static async Task<object?> UploadAsync(UploadReport upload, Actor actor, string accountId, CancellationToken stop)
    {
        await using var body = File.OpenRead(ReportJourney.File);
        return await upload.RunAsync(actor, accountId, ReportJourney.FileName, body, body.Length, stop);
    }

    private static SigningRequest Request(Victim victim) => new(
        victim.Draft.Id, victim.Link.Id, victim.Draft.AccountId, victim.Draft.KonturDraftId!, victim.Signing.Thumbprint, victim.Signing.Owner, victim.Signing.PhoneMask,
        victim.Signing.Documents);
}

using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
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

        Entry<UploadReport>(Wall.Denied, "the victim's account", (op, actor, victim, stop) => UploadAsync(op, actor, victim.Account.AccountId, null, stop)),
        Entry<UploadReport>(Wall.Denied, "the victim's draft", (op, actor, victim, stop) => UploadAsync(op, actor, victim.Draft.AccountId, victim.Draft.Id, stop)),
        Entry<RemoveDocument>(Wall.Denied, "the victim's draft and document", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Document.Id, stop)),
        Entry<DeleteDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<ListCertificates>(Wall.Nothing, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
        Entry<CheckDraft>(Wall.Denied, "the victim's draft and certificate", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.Id, victim.Signing.Thumbprint, stop)),
        Entry<SignDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, victim.Signing.Thumbprint, stop)),
        Entry<PrepareDraft>(Wall.Denied, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<SendDraft>(Wall.Denied, "the victim's draft that is ready to go", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<ReadReport>(Wall.Denied, "the victim's draft in its account", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Draft.AccountId, victim.Draft.Id, stop)),

        Entry<BeginSigning>(Wall.Denied, "a request that names the victim's link", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, Request(victim), stop)),
        Entry<ConfirmSigning>(Wall.Denied, "the victim's operation and its right code", async (op, actor, victim, stop) =>
            await op.RunAsync(actor, victim.Signing.Id, victim.Code, stop)),
        Entry<LeaveSigning>(Wall.Denied, "the victim's operation", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Signing.Id, stop)),
        Entry<FindSigning>(Wall.Nothing, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Draft.Id, stop)),
        Entry<ListWaiting>(Wall.OwnOnly, "operations of the actor's own link", async (op, actor, _, stop) => await op.RunAsync(actor, stop)),

        Entry<FindSubmission>(Wall.Nothing, "the victim's draft", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Ready.Id, stop)),
        Entry<OpenSubmission>(Wall.Denied, "the victim's submission", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Submission.Id, stop)),
        Entry<RefreshSubmissions>(Wall.Denied, "the victim's account", async (op, actor, victim, stop) => await op.RunAsync(actor, victim.Account.AccountId, stop)),
    ];

    private static Attempt Entry<T>(Wall wall, string way, Func<T, Actor, Victim, CancellationToken, Task<object?>> attempt, bool needsLink = true) =>
        new(typeof(T), wall, way, (operation, actor, victim, stop) => attempt((T)operation, actor, victim, stop), needsLink);

    private static async Task<object?> UploadAsync(UploadReport upload, Actor actor, string accountId, string? draftId, CancellationToken stop)
    {
        await using var body = File.OpenRead(ReportJourney.File);
        return await upload.RunAsync(actor, accountId, draftId, ReportJourney.FileName, body, body.Length, stop);
    }

    private static SigningRequest Request(Victim victim) => new(
        victim.Draft.Id, victim.Link.Id, victim.Draft.AccountId, victim.Draft.KonturDraftId!, victim.Signing.Thumbprint, victim.Signing.Owner, victim.Signing.PhoneMask,
        victim.Signing.Documents);
}

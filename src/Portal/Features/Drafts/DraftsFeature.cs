using Portal.Features.Confirmations;
using Portal.Features.Drafts.Inbox;
using Portal.Features.Drafts.Inventories;
using Portal.Features.Drafts.List;
using Portal.Features.Drafts.Signatures;
using Portal.Features.Drafts.Stuck;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>The door of the drafts' room: making, checking, signing and sending reports.</summary>
public static class DraftsFeature
{
    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services
        .AddSingleton<DraftStore>().AddSingleton<DraftTaskStore>().AddSingleton<SentFileStore>().AddSingleton<AllowResend>()
        .AddSingleton<DraftDocumentStore>().AddSingleton<IFileOwner>(provider => provider.GetRequiredService<DraftDocumentStore>())
        .AddSingleton<TakeFile>().AddSingleton<PlaceDocuments>().AddSingleton<AddDocument>().AddSingleton<MoveDocument>().AddSingleton<OpenOriginal>()
        .AddSingleton<PrintFormStore>().AddSingleton<PrintDocument>().AddSingleton<FollowPrintForms>().AddSingleton<OpenPrintForm>().AddSingleton<FindPlaces>().AddSingleton<ExportProtocol>()
        .AddSingleton<UploadReport>().AddSingleton<NameFacts>().AddSingleton<RemoveDocument>().AddSingleton<DeleteDraft>()
        .AddSingleton<ListCertificates>().AddSingleton<PlaceAtKontur>().AddSingleton<CheckDraft>()
        .AddSingleton<SignDraft>().AddSingleton<DraftSignature>().AddSingleton<ISigningSubject>(services => services.GetRequiredService<DraftSignature>()).AddSingleton<PrepareDraft>()
        .AddSingleton<SignatureStore>().AddSingleton<IFileOwner>(services => services.GetRequiredService<SignatureStore>()).AddSingleton<OriginalFile>()
        .AddSingleton<KeepSignatures>().AddSingleton<AttachSignature>().AddSingleton<OpenSignature>()
        .AddSingleton<SetAddressing>().AddSingleton<AcceptInnerSignature>().AddSingleton<FindAnswered>().AddSingleton<AnswerDocflow>().AddSingleton<ListAnswerable>()
        .AddSingleton<CreateLetter>().AddSingleton<BuildRequest>()
        .AddSingleton<SendDraft>().AddSingleton<SettleSends>().AddSingleton<FollowDraftTasks>().AddSingleton<RecordSent>().AddSingleton<ReadReport>().AddSingleton<ReadReceipt>()
        .AddSingleton<DraftListStore>().AddSingleton<FindDrafts>().AddSingleton<ListUnfinished>().AddSingleton<IndexDrafts>()
        .AddSingleton<CheckDrafts>().AddSingleton<DeleteDrafts>().AddSingleton<SendDrafts>().AddSingleton<ListDrafts>().AddSingleton<ReviewDrafts>()
        .AddSingleton<InventoryFileStore>().AddSingleton<IFileOwner>(services => services.GetRequiredService<InventoryFileStore>()).AddSingleton<FindDemand>().AddSingleton<AddInventoryFile>().AddSingleton<ListInventoryFiles>().AddSingleton<SetInventoryItem>().AddSingleton<RemoveInventoryFile>().AddSingleton<InventoryBuilder>()
        .AddSingleton<BuildInventory>().AddSingleton<KeepBuilt>().AddSingleton<StuckStore>().AddSingleton<ListStuck>().AddSingleton<ListOwnStuck>()
        .AddSingleton<SignatureRequestStore>().AddSingleton<ListColleagues>().AddSingleton<HandOver>().AddSingleton<WithdrawRequest>().AddSingleton<DeclineRequest>()
        .AddSingleton<ListInbox>().AddSingleton<CountInbox>().AddSingleton<ReadRequest>().AddSingleton<OpenHandedFile>().AddSingleton<SignRequest>().AddSingleton<ISigningSubject, HandedSignature>();
}

using Portal.Features.Confirmations;

namespace Portal.Features.Drafts;

/// <summary>The door of the drafts' room: making, checking, signing and sending reports.</summary>
public static class DraftsFeature
{
    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services
        .AddSingleton<DraftStore>().AddSingleton<DraftTaskStore>()
        .AddSingleton<UploadReport>().AddSingleton<NameFacts>().AddSingleton<RemoveDocument>().AddSingleton<DeleteDraft>()
        .AddSingleton<ListCertificates>().AddSingleton<PlaceAtKontur>().AddSingleton<CheckDraft>()
        .AddSingleton<SignDraft>().AddSingleton<ISignatureReceiver, DraftSigned>().AddSingleton<PrepareDraft>()
        .AddSingleton<SendDraft>().AddSingleton<SettleSends>().AddSingleton<FollowDraftTasks>().AddSingleton<RecordSent>().AddSingleton<ReadReport>();
}

using Portal.Features.Confirmations;
using Portal.Features.Docflows.Decryption;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Docflows.Replies;
using Portal.Storage.Files;

namespace Portal.Features.Docflows;

/// <summary>The door of the docflows' room: what was sent and what came of it.</summary>
public static class DocflowsFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddDocflows(this IServiceCollection services, IConfiguration configuration) => services
        .AddDocflowList(configuration)
        .AddSingleton<DocflowStore>().AddSingleton<FollowDocflows>().AddSingleton<RefreshDocflows>().AddSingleton<OpenDocflow>().AddSingleton<FindSent>().AddSingleton<FindOfDocflow>().AddSingleton<ListRelated>()
        .Configure<ReadingOptions>(configuration.GetSection(ReadingOptions.Section)).AddSingleton<ForgetDecrypted>().AddSingleton<ReadingStore>().AddSingleton<IFileOwner>(services => services.GetRequiredService<ReadingStore>()).AddSingleton<KeepContents>().AddSingleton<OpenDocument>()
        .AddSingleton<OpenKeptFile>().AddSingleton<PrintEntryDocument>().AddSingleton<KeptText>().AddSingleton<WritePackage>().AddSingleton<WritePackages>()
        .AddSingleton<DocumentDecryption>().AddSingleton<ISigningSubject>(services => services.GetRequiredService<DocumentDecryption>()).AddSingleton<DecryptDocument>().AddSingleton<DecryptAll>()
        .Configure<ReplyOptions>(configuration.GetSection(ReplyOptions.Section)).AddSingleton<ReplyStore>().AddSingleton<ListReplies>().AddSingleton<ReplyCalls>().AddSingleton<MakeReply>().AddSingleton<GiveReply>().AddSingleton<OpenReply>().AddSingleton<GiveReceipts>().AddSingleton<CheckDemand>().AddSingleton<SendReply>()
        .AddSingleton<SettleReplies>().AddSingleton<ReplySignature>().AddSingleton<ISigningSubject>(services => services.GetRequiredService<ReplySignature>());

    /// <summary>Maps the files of docflows.</summary>
    public static IEndpointRouteBuilder MapDocflows(this IEndpointRouteBuilder app) => app.MapReading();
}

using Portal.Features.Goskey.Sending;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.New;

/// <summary>The door of the wizard's room: a package is put together here.</summary>
public static class NewPackageFeature
{
    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddNewPackages(this IServiceCollection services) => services
        .AddSingleton<PackageStore>().AddSingleton<IFileOwner>(provider => provider.GetRequiredService<PackageStore>()).AddSingleton<RecipientSeal>()
        .AddSingleton<RecipientStore>().AddSingleton<ReadListSeal>().AddSingleton<OwnDrafts>()
        .AddSingleton<BeginPackage>().AddSingleton<OpenDraft>().AddSingleton<DiscardPackage>()
        .AddSingleton<SaveRecipient>().AddSingleton<SaveRecipientList>().AddSingleton<ReadRecipients>().AddSingleton<ChangeRecipientList>()
        .AddSingleton<ListRecipients>().AddSingleton<ListRecipientGroups>().AddSingleton<ForgetRecipient>()
        .AddSingleton<AddDocument>().AddSingleton<ArrangeDocuments>().AddSingleton<SaveTitle>()
        .AddSingleton<ReviewPackage>().AddSingleton<SubmitPackage>();
}

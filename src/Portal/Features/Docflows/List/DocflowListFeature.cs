namespace Portal.Features.Docflows.List;

/// <summary>The list's part of the docflows' room.</summary>
internal static class DocflowListFeature
{
    /// <summary>Adds the list's stores and operations.</summary>
    public static IServiceCollection AddDocflowList(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<DocflowListOptions>(configuration.GetSection(DocflowListOptions.Section))
        .AddSingleton<DocflowListStore>().AddSingleton<DocflowRefreshStore>().AddSingleton<FindDocflows>().AddSingleton<ListAwaiting>().AddSingleton<SavedFilterStore>().AddSingleton<SaveFilter>().AddSingleton<DeleteFilter>().AddSingleton<ReadDocflowList>().AddSingleton<FollowDocflowLists>();
}

namespace Portal.Features.Goskey.Results;

/// <summary>The door of results.</summary>
public static class ResultsSetup
{
    /// <summary>Adds the store, the work of <see cref="GoskeyResultsJob"/> and the operations.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddSingleton<ResultsStore>().AddSingleton<RecipientTrust>().AddSingleton<ResultJudge>().AddSingleton<FetchResults>()
        .AddSingleton<OpenResultFile>().AddSingleton<ExportReport>().AddSingleton<ExportResults>().AddSingleton<ListAlarms>();
}

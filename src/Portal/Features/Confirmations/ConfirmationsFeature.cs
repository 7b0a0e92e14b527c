using Portal.Features.Confirmations.Batches;

namespace Portal.Features.Confirmations;

/// <summary>The door of the confirmations' room: cloud signatures and their codes.</summary>
public static class ConfirmationsFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddConfirmations(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<ConfirmationOptions>(configuration.GetSection(ConfirmationOptions.Section))
        .AddSingleton<SigningStore>().AddSingleton<BeginSigning>().AddSingleton<ConfirmSigning>().AddSingleton<LeaveSigning>()
        .AddSingleton<FinishSigning>().AddSingleton<ListWaiting>().AddSingleton<FindSigning>().AddSingleton<FollowSignings>()
        .AddSingleton<SigningSubjects>().AddSingleton<AskPhone>().AddSingleton<AskNewCode>().AddSingleton<FindSigningWay>()
        .AddSingleton<BatchStore>().AddSingleton<BeginBatch>().AddSingleton<ContinueBatch>().AddSingleton<PauseBatch>().AddSingleton<RepeatBatch>()
        .AddSingleton<ListOpenBatches>();
}

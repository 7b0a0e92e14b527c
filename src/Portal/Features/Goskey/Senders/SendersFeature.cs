namespace Portal.Features.Goskey.Senders;

/// <summary>The door of the senders' room: organisations that send to Goskey, their keys, and who may send.</summary>
public static class SendersFeature
{
    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddSenders(this IServiceCollection services) => services
        .AddSingleton<SenderStore>().AddSingleton<SenderRightStore>().AddSingleton<SenderSeal>().AddSingleton<SigningKeys>().AddSingleton<SenderKeys>()
        .AddSingleton<ListSenders>().AddSingleton<ListExpiringSenders>().AddSingleton<OpenSender>().AddSingleton<SaveSender>().AddSingleton<CloseSender>().AddSingleton<CheckSender>()
        .AddSingleton<GrantRight>().AddSingleton<RevokeRight>().AddSingleton<ListRights>().AddSingleton<FindPeople>()
        .AddSingleton<ListOwnSenders>().AddSingleton<FindSendingRight>().AddSingleton<SenderSeeding>();
}

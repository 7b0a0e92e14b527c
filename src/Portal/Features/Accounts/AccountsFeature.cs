namespace Portal.Features.Accounts;

/// <summary>The door of the accounts' room: whose reports these are.</summary>
public static class AccountsFeature
{
    /// <summary>Adds the room's store and operations; the one scoped thing fills the header of its own tab.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountStore>().AddSingleton<RefreshAccounts>().AddSingleton<OpenAccount>().AddSingleton<CreateAccount>().AddSingleton<DeleteAccount>()
        .AddScoped<EnterAccount>().AddSingleton<FindAccount>().AddSingleton<ListAccountDetails>().AddSingleton<ListAccounts>().AddSingleton<FindAccountsOfPayer>();
}

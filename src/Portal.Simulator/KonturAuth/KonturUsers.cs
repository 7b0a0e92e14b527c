using Portal.Simulator.People;

namespace Portal.Simulator.KonturAuth;

/// <summary>Users of Kontur as the Authenticator looks them up.</summary>
internal sealed class KonturUsers(IServiceProvider services)
{
    /// <summary>Reserved phone of an administrator of Kontur: 403 <c>ForbiddenForTargetUser</c>.</summary>
    public const string AdministratorPhone = "9020000099";

    /// <summary>Reserved phone that several users have: 403 <c>UserNotUniq</c>.</summary>
    public const string SharedPhone = "9020000098";

    /// <summary>The refusal code of a reserved phone, or null.</summary>
    public static string? ReservedCode(string phone) => phone switch
    {
        AdministratorPhone => RefusalCode.ForbiddenForTargetUser,
        SharedPhone => RefusalCode.UserNotUniq,
        _ => null,
    };

    /// <summary>By ten digits.</summary>
    public static DemoPerson? ByPhone(string phone) => Users.FirstOrDefault(user => user.Phone == phone);

    /// <summary>By eleven digits.</summary>
    public static DemoPerson? BySnils(string snils) => Users.FirstOrDefault(user => user.Snils == snils);

    /// <summary>By Kontur's own id.</summary>
    public static DemoPerson? ById(Guid userId) => Users.FirstOrDefault(user => user.KonturUserId == userId);

    /// <summary>By login, in any case.</summary>
    public static DemoPerson? ByLogin(string login) => Users.FirstOrDefault(user => string.Equals(user.Login, login, StringComparison.OrdinalIgnoreCase));

    /// <summary>By login and password.</summary>
    public static DemoPerson? ByPassword(string login, string password) => ByLogin(login) is { } user && user.Password == password ? user : null;

    /// <summary>By a valid certificate; nobody when no certificates are simulated.</summary>
    public DemoPerson? ByThumbprint(string thumbprint) =>
        services.GetService<ICertificateOwners>()?.ByThumbprint(thumbprint) is { KonturUserId: not null } owner ? owner : null;

    private static IEnumerable<DemoPerson> Users => DemoPeople.All.Where(person => person.KonturUserId is not null);
}

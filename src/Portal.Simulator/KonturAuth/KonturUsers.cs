using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>Users of Kontur: the seeded people and those made by the vendor's test tools, who are on disk before anybody hears of them.</summary>
public sealed class KonturUsers(StateStore store) : IResettable
{
    /// <summary>Reserved phone of an administrator of Kontur: 403 <c>ForbiddenForTargetUser</c>.</summary>
    public const string AdministratorPhone = "9020000099";

    /// <summary>Reserved phone that several users have: 403 <c>UserNotUniq</c>.</summary>
    public const string SharedPhone = "9020000098";

    private const string Kind = "kontur-user";
    private static readonly IReadOnlyList<DemoPerson> Seeded = [.. DemoPeople.All.Where(person => person.KonturUserId is not null)];

    private readonly Lock gate = new();
    private volatile IReadOnlyList<DemoPerson> made = [.. store.All<DemoPerson>(Kind).OrderByDescending(person => person.MadeAt)];

    /// <summary>Made by the test tools, newest first.</summary>
    public IReadOnlyList<DemoPerson> Made => made;

    /// <summary>The refusal code of a reserved phone, or null.</summary>
    public static string? ReservedCode(string phone) => phone switch
    {
        AdministratorPhone => RefusalCode.ForbiddenForTargetUser,
        SharedPhone => RefusalCode.UserNotUniq,
        _ => null,
    };

    /// <summary>By ten digits.</summary>
    public DemoPerson? ByPhone(string phone) => First(user => user.Phone == phone);

    /// <summary>By eleven digits.</summary>
    public DemoPerson? BySnils(string snils) => First(user => user.Snils == snils);

    /// <summary>By Kontur's own id.</summary>
    public DemoPerson? ById(Guid userId) => First(user => user.KonturUserId == userId);

    /// <summary>By login, in any case.</summary>
    public DemoPerson? ByLogin(string login) => First(user => string.Equals(user.Login, login, StringComparison.OrdinalIgnoreCase));

    /// <summary>By login and password.</summary>
    public DemoPerson? ByPassword(string login, string password) => ByLogin(login) is { } user && user.Password == password ? user : null;

    /// <summary>Takes in a made person; false when somebody has the phone, the SNILS or the login already.</summary>
    public bool TryAdd(DemoPerson person)
    {
        lock (gate)
        {
            if (ByPhone(person.Phone!) is not null || BySnils(person.Snils!) is not null || ByLogin(person.Login) is not null)
            {
                return false;
            }

            store.Put(Kind, person.KonturUserId!.Value.ToString(), person);
            made = [person, .. made];
            return true;
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var person in made)
            {
                store.Remove(Kind, person.KonturUserId!.Value.ToString());
            }

            made = [];
        }
    }

    private DemoPerson? First(Func<DemoPerson, bool> asked) => Seeded.FirstOrDefault(asked) ?? made.FirstOrDefault(asked);
}

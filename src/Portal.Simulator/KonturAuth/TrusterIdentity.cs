using Portal.Simulator.People;

namespace Portal.Simulator.KonturAuth;

/// <summary>The identity object of step 1: exactly one of <c>phone</c>, <c>snils</c>, <c>thumbprint</c> (contract auth 2.2.3).</summary>
internal sealed record TrusterIdentity(string Kind, string Value)
{
    private static readonly string[] Kinds = ["phone", "snils", "thumbprint"];

    /// <summary>Null when there is none, more than one, or its value has not the documented format.</summary>
    public static TrusterIdentity? Read(IQueryCollection query)
    {
        var given = Kinds.Where(query.ContainsKey).Select(kind => new TrusterIdentity(kind, query[kind].ToString())).ToList();
        return given is [{ IsWellFormed: true } only] ? only : null;
    }

    /// <summary>The refusal code of a reserved value, or null.</summary>
    public string? ReservedCode => Kind == "phone" ? KonturUsers.ReservedCode(PhoneNumber.Normalise(Value)!) : null;

    /// <summary>The user it names, or null.</summary>
    public DemoPerson? Resolve(KonturUsers users, ICertificateOwners owners) => Kind switch
    {
        "phone" => users.ByPhone(PhoneNumber.Normalise(Value)!),
        "snils" => users.BySnils(Value),
        _ => owners.ByThumbprint(Value),
    };

    private bool IsWellFormed => Kind switch
    {
        "phone" => PhoneNumber.Normalise(Value) is not null,
        "snils" => Value.Length == 11 && Value.All(char.IsAsciiDigit),
        _ => Value.Length > 0 && Value.All(char.IsAsciiHexDigit),
    };
}

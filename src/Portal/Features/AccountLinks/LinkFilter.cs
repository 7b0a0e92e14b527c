using Portal.Access;

namespace Portal.Features.AccountLinks;

/// <summary>What a list of links is narrowed to.</summary>
/// <param name="Search">Beginnings of words: name, INN, last digits of the phone, user id.</param>
/// <param name="State">State; null for all but undone ones.</param>
/// <param name="PhoneChanged">Only people whose phone in the registry is another one than the linked.</param>
/// <param name="Relinking">Only people whose move to another Kontur user is open.</param>
public sealed record LinkFilter(string? Search = null, LinkState? State = null, bool PhoneChanged = false, bool Relinking = false)
{
    /// <summary>The state as it stands in an address; null for none.</summary>
    public string? StateKey => PhoneChanged ? "changed" : Relinking ? "relinking" : State switch
    {
        LinkState.AwaitingApproval => "awaiting",
        LinkState.Active => "active",
        LinkState.Blocked => "blocked",
        LinkState.Refused => "refused",
        LinkState.Unlinked => "unlinked",
        _ => null,
    };

    /// <summary>From the parameters of an address; an unknown state is none.</summary>
    public static LinkFilter Read(string? search, string? state) => new(
        search is { Length: > 200 } ? search[..200] : search,
        state switch
        {
            "awaiting" => LinkState.AwaitingApproval,
            "active" => LinkState.Active,
            "blocked" => LinkState.Blocked,
            "refused" => LinkState.Refused,
            "unlinked" => LinkState.Unlinked,
            _ => null,
        },
        state == "changed",
        state == "relinking");
}

using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A profile that a person may send from today.</summary>
/// <param name="Id">The profile.</param>
/// <param name="Organization">Short name.</param>
/// <param name="Inn">INN.</param>
/// <param name="Kind">As whom.</param>
/// <param name="WarrantEndsOn">Last day of the power of attorney; null when none is needed.</param>
/// <param name="Problem">What keeps everybody from sending from it, an expired key for instance: a sentence; null when nothing does.</param>
public sealed record OwnSender(string Id, string Organization, string Inn, SenderRightKind Kind, DateOnly? WarrantEndsOn, string? Problem);

/// <summary>From which profiles the person may send today.</summary>
public sealed class ListOwnSenders(SenderStore senders, SenderRightStore rights, SenderKeys keys, TimeProvider clock)
{
    /// <summary>The profiles, by name; those whose power of attorney has ended are not among them.</summary>
    public async Task<IReadOnlyList<OwnSender>> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var today = MoscowTime.DateOf(clock.GetUtcNow());
        var own = (await rights.OfPersonAsync(actor.PersonId, cancellationToken)).Where(right => right.HoldsOn(today)).ToDictionary(right => right.SenderId);
        return own.Count == 0 ? [] :
        [
            .. (await senders.OfPersonAsync(actor.PersonId, cancellationToken)).Where(profile => own.ContainsKey(profile.Id)).Select(profile => new OwnSender(
                profile.Id, profile.Organization, profile.Inn, own[profile.Id].Kind, own[profile.Id].WarrantEnds, keys.ProblemOf(profile))),
        ];
    }
}

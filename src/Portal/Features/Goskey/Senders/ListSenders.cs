using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A row of the list.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Worst">What of it ends first; null when it is closed.</param>
public sealed record ListedSender(SenderProfile Profile, ExpiringFact? Worst);

/// <summary>An administrator lists the profiles.</summary>
public sealed class ListSenders(SenderStore store, SenderRightStore rights, SenderKeys keys, TimeProvider clock)
{
    /// <summary>All profiles, the active ones first.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<IReadOnlyList<ListedSender>> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        var today = MoscowTime.DateOf(clock.GetUtcNow());
        var ending = (await rights.EndingAsync(today.AddDays(SenderExpiry.MonthDays), cancellationToken)).ToLookup(right => right.SenderId);
        return
        [
            .. (await store.ListAsync(cancellationToken)).Select(profile => new ListedSender(
                profile, profile.State == SenderState.Closed ? null : SenderExpiry.Of(profile, keys.Look(profile), ending[profile.Id], today)[0])),
        ];
    }
}

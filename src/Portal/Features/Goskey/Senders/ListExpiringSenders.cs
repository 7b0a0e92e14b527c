using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A profile of which something ends soon.</summary>
public sealed record ExpiringSender(string Id, string Organization, ExpiringFact Worst);

/// <summary>What an administrator is told at home: profiles of which something has ended or ends within 30 days.</summary>
public sealed class ListExpiringSenders(ListSenders list)
{
    /// <summary>At most <paramref name="take"/> of them, the most urgent first; nothing for people who are no administrators.</summary>
    public async Task<IReadOnlyList<ExpiringSender>> RunAsync(Actor actor, int take, CancellationToken cancellationToken = default) => !actor.IsAdmin ? [] :
    [
        .. (await list.RunAsync(actor, cancellationToken)).Where(row => row.Worst is { Level: not ExpiryLevel.Ok })
            .Select(row => new ExpiringSender(row.Profile.Id, row.Profile.Organization, row.Worst!)).OrderBy(one => one.Worst.EndsOn ?? DateOnly.MinValue).Take(take),
    ];
}

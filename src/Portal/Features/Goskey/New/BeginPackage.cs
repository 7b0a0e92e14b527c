using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Senders;

namespace Portal.Features.Goskey.New;

/// <summary>Begins a package: an empty draft, from the only profile that the person may send from, if it is the only one.</summary>
public sealed class BeginPackage(ListOwnSenders senders, PackageStore packages, TimeProvider clock, AuditLog audit)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>The draft's id; null when the person may send from nothing.</summary>
    public async Task<string?> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (await senders.RunAsync(actor, cancellationToken) is not { Count: > 0 } own)
        {
            return null;
        }

        return await audit.RecordAsync(actor, "goskey.begin", null, async note =>
        {
            // Whoever opened the page and left has nothing to find again.
            await packages.DropUntouchedAsync(actor.PersonId, clock.GetUtcNow() - Forgotten, cancellationToken);
            var draft = new Package
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(), PersonId = actor.PersonId, PersonName = actor.Name, State = PackageState.Draft, SignatureKind = SignatureKind.Unep,
                SenderId = own.Count == 1 ? own[0].Id : "", SenderName = own.Count == 1 ? own[0].Organization : "", Title = "", RecipientName = "",
                CreatedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow(),
            };
            await packages.AddAsync(draft, [], cancellationToken: cancellationToken);
            note.ObjectId = draft.Id;
            return draft.Id;
        });
    }
}

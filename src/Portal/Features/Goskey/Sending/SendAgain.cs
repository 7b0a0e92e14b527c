using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.Sending;

/// <summary>«Отправить заново»: a new draft with the same documents and the same recipient. What was sent stays what it is; the new one goes through the review like any other.</summary>
public sealed class SendAgain(PackageStore packages, TimeProvider clock, AuditLog audit)
{
    /// <summary>Id of the new draft; null when the package may still be signed, or was never sent.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<string?> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.send-again", packageId, async note =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            if (!package.MaySendAgain)
            {
                note.Outcome = "not ready";
                return null;
            }

            var now = clock.GetUtcNow();
            var draft = package with
            {
                Id = Guid.NewGuid().ToString(), AgainOf = package.Id, GroupId = null, State = PackageState.Draft, CreatedAt = now, ChangedAt = now, PersonName = actor.Name,
            };
            var documents = await packages.DocumentsAsync(packageId, cancellationToken);
            await packages.AddAsync(
                draft, [.. documents.Select(document => document with { Id = Guid.NewGuid().ToString(), PackageId = draft.Id })],
                await packages.SnilsPrintAsync(packageId, cancellationToken), CancellationToken.None);
            note.Detail = draft.Id;
            return draft.Id;
        });
}

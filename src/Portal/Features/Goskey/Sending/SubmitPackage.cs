using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>What came of pressing «Отправить на подпись».</summary>
/// <param name="Queued">It waits for its turn; a list became a package for each of its people.</param>
/// <param name="Reasons">Why not, in sentences.</param>
public sealed record SubmitOutcome(bool Queued, IReadOnlyList<string> Reasons);

/// <summary>«Отправить на подпись»: whoever may send puts a complete package into the queue. Nothing leaves here: it can be taken back until its turn comes.</summary>
public sealed class SubmitPackage(
    PackageStore packages, SendQueueStore queue, ReviewPackage review, FindSendingRight rights, SenderKeys keys, Noticeboard noticeboard, AuditLog audit)
{
    private const string Overtaken = "Пакет успели изменить или уже отправили в другой вкладке. Посмотрите на него ещё раз.";

    /// <summary>Checks everything anew, and queues. What was not sent goes again as it is: it was looked at before.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package, or they may not send from its sender.</exception>
    public Task<SubmitOutcome> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.submit", packageId, async note =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            var look = await LookAsync(actor, package, cancellationToken);
            note.Detail = string.Join("; ", look.Documents.Select(document => $"{document.DisplayName} sha256 {document.Sha256}"));
            if (look.Reasons.Count > 0)
            {
                note.Outcome = "not ready";
                return new SubmitOutcome(false, look.Reasons);
            }

            // What is queued is what was looked at: a change of another tab in between leaves it where it is.
            var owner = (await rights.RunAsync(actor, look.Package.SenderId, cancellationToken)).Profile.OwnerKey;
            var people = look.People;
            var queued = people.Count > 0
                ? await queue.QueueGroupAsync(look.Package, owner, people, look.Documents, CancellationToken.None)
                : await queue.QueueAsync(look.Package, owner, CancellationToken.None);
            note.Outcome = queued ? "done" : "not ready or already sent";
            note.Detail += people.Count > 0 ? $"; {people.Count} packages" : "";
            noticeboard.Publish(Package.Topic(packageId));
            noticeboard.Publish(Package.TopicOf(actor.PersonId));
            return new SubmitOutcome(queued, queued ? [] : [Overtaken]);
        });

    private async Task<Look> LookAsync(Actor actor, Package package, CancellationToken cancellationToken)
    {
        if (package.State != PackageState.NotSent)
        {
            return await review.RunAsync(actor, package.Id, cancellationToken) is { Draft: var draft } seen
                ? new Look(draft.Package, draft.Documents, draft.Listed, [.. seen.Concerns.Select(concern => $"{concern.Text}.")])
                : new Look(package, [], [], []);
        }

        var profile = (await rights.RunAsync(actor, package.SenderId, cancellationToken)).Profile;
        return new Look(package, await packages.DocumentsAsync(package.Id, cancellationToken), [], keys.ProblemOf(profile) is { } problem ? [problem] : []);
    }

    private sealed record Look(Package Package, IReadOnlyList<PackageDocument> Documents, IReadOnlyList<ListedRecipient> People, IReadOnlyList<string> Reasons);
}

using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>What came of pressing «Отправить на подпись».</summary>
/// <param name="Queued">It waits for its turn; a list became a package for each of its people.</param>
/// <param name="Reasons">Why not, in sentences; empty when another press was first.</param>
public sealed record SubmitOutcome(bool Queued, IReadOnlyList<string> Reasons);

/// <summary>«Отправить на подпись»: whoever may send puts a complete package into the queue. Nothing leaves here: it can be taken back until its turn comes.</summary>
public sealed class SubmitPackage(
    PackageStore packages, SendingStore sendings, ReviewPackage review, FindSendingRight rights, SenderKeys keys, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Checks everything anew, and queues. What was not sent goes again as it is: it was looked at before.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package, or they may not send from its sender.</exception>
    public Task<SubmitOutcome> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.submit", packageId, async note =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            var documents = await packages.DocumentsAsync(packageId, cancellationToken);
            note.Detail = string.Join("; ", documents.Select(document => $"{document.DisplayName} sha256 {document.Sha256}"));
            var (reasons, people) = await ReasonsAsync(actor, package, cancellationToken);
            if (reasons.Count > 0)
            {
                note.Outcome = "not ready";
                return new SubmitOutcome(false, reasons);
            }

            var owner = (await rights.RunAsync(actor, package.SenderId, cancellationToken)).Profile.OwnerKey;
            var queued = people.Count > 0
                ? await sendings.QueueGroupAsync(package, owner, people, documents, CancellationToken.None)
                : await sendings.QueueAsync(actor.PersonId, packageId, owner, CancellationToken.None);
            note.Outcome = queued ? "done" : "not ready or already sent";
            note.Detail += people.Count > 0 ? $"; {people.Count} packages" : "";
            noticeboard.Publish(Package.Topic(packageId));
            noticeboard.Publish(Package.TopicOf(actor.PersonId));
            return new SubmitOutcome(queued, []);
        });

    private async Task<(IReadOnlyList<string> Reasons, IReadOnlyList<ListedRecipient> People)> ReasonsAsync(Actor actor, Package package, CancellationToken cancellationToken)
    {
        if (package.State == PackageState.NotSent)
        {
            var profile = (await rights.RunAsync(actor, package.SenderId, cancellationToken)).Profile;
            return (keys.ProblemOf(profile) is { } problem ? [problem] : [], []);
        }

        return await review.RunAsync(actor, package.Id, cancellationToken) is { } seen ? ([.. seen.Concerns.Select(concern => $"{concern.Text}.")], seen.Draft.Listed) : ([], []);
    }
}

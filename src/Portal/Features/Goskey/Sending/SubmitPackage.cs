using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Assembly;
using Portal.Features.Goskey.Senders;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>What came of pressing «Отправить на подпись».</summary>
/// <param name="Queued">It waits for its turn; a list became a package for each of its people.</param>
/// <param name="Reasons">Why not, in sentences; empty when another press was first.</param>
public sealed record SubmitOutcome(bool Queued, IReadOnlyList<string> Reasons);

/// <summary>«Отправить на подпись»: whoever may send puts a complete package into the queue. Nothing leaves here: it can be taken back until its turn comes.</summary>
public sealed class SubmitPackage(PackageStore packages, SendingStore sendings, FindSendingRight rights, SenderKeys keys, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Checks everything anew, and queues.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package, or they may not send from its sender.</exception>
    public Task<SubmitOutcome> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.submit", packageId, async note =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            var profile = (await rights.RunAsync(actor, package.SenderId, cancellationToken)).Profile;
            var documents = await packages.DocumentsAsync(packageId, cancellationToken);
            var people = await packages.ListedAsync(packageId, cancellationToken);
            note.Detail = string.Join("; ", documents.Select(document => $"{document.DisplayName} sha256 {document.Sha256}"));
            var reasons = Reasons(package, profile, documents, people).ToList();
            if (reasons.Count > 0)
            {
                note.Outcome = "not ready";
                return new SubmitOutcome(false, reasons);
            }

            var queued = people.Count > 0
                ? await sendings.QueueGroupAsync(package, profile.OwnerKey, people, documents, CancellationToken.None)
                : await sendings.QueueAsync(actor.PersonId, packageId, profile.OwnerKey, CancellationToken.None);
            note.Outcome = queued ? people.Count > 0 ? $"{people.Count} packages" : "done" : "not ready or already sent";
            noticeboard.Publish(Package.Topic(packageId));
            noticeboard.Publish(Package.TopicOf(actor.PersonId));
            return new SubmitOutcome(queued, []);
        });

    private IEnumerable<string> Reasons(Package package, SenderProfile profile, IReadOnlyList<PackageDocument> documents, IReadOnlyList<ListedRecipient> people)
    {
        var rules = PackageRules.Of(profile.Layout);
        if (package.Snils is null && people.Count == 0)
        {
            yield return "Не указано, кто подписывает.";
        }

        if (package.ConsentedAt is null)
        {
            yield return "Не отмечено согласие получателя.";
        }

        if (PackageCheck.TitleProblem(rules, package.Title) is { } title)
        {
            yield return $"{title}.";
        }

        foreach (var complaint in PackageCheck.Run(rules, [.. documents.Select(PlannedOf)]))
        {
            yield return $"{complaint.Text}.";
        }

        if (keys.ProblemOf(profile) is { } key)
        {
            yield return key;
        }
    }

    /// <summary>A document as the rules and the assembly know it.</summary>
    internal static PlannedDocument PlannedOf(PackageDocument document) => new(document.DisplayName, document.WireName, document.Description, document.Sha256, document.Size);
}

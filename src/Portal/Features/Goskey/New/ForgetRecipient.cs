using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.New;

/// <summary>Forgets a remembered recipient; packages keep what they have.</summary>
public sealed class ForgetRecipient(RecipientStore recipients, AuditLog audit)
{
    /// <summary>False when there was nothing to forget.</summary>
    public Task<bool> RunAsync(Actor actor, string recipientId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.forget-recipient", recipientId, async note =>
        {
            var gone = await recipients.ForgetAsync(actor.PersonId, recipientId, cancellationToken);
            note.Outcome = gone ? "done" : "was gone";
            return gone;
        });
}

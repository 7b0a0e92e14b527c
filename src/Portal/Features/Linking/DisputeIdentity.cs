using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;

namespace Portal.Features.Linking;

/// <summary>«Это не я»: nothing is linked; the words of the person go to the audit, where an administrator finds them.</summary>
public sealed class DisputeIdentity(FindRegistryRows registry, AuditLog audit)
{
    /// <summary>Records that the registry row offered is not this person's.</summary>
    public Task<bool> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "link.not-me", null, async note =>
        {
            var rows = await registry.RunAsync(actor, cancellationToken);
            (note.ObjectId, note.Outcome) = (rows is [var row, ..] ? row.Thumbprint : null, "disputed");
            return true;
        });
}

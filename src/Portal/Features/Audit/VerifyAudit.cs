using System.Globalization;
using Portal.Access;

namespace Portal.Features.Audit;

/// <summary>An administrator checks that nobody has touched the audit. The check is a row of the audit itself.</summary>
public sealed class VerifyAudit(AuditCheck check, AuditLog audit)
{
    /// <summary>Goes along the whole chain.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<AuditVerdict> RunAsync(Actor actor, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "audit.verify", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var verdict = await check.RunToEndAsync(progress, cancellationToken: cancellationToken);
            (note.Outcome, note.Detail) = verdict.Break is { } broken
                ? ("broken", broken.ToString())
                : ("sound", string.Create(CultureInfo.InvariantCulture, $"{verdict.Checked} records, head {verdict.Reached.Seq} {verdict.Reached.Hash}"));
            return verdict;
        });
}

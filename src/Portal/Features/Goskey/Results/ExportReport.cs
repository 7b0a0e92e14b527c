using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.Results;

/// <summary>The report of a package for machines.</summary>
public sealed class ExportReport(PackageStore packages, AuditLog audit)
{
    /// <summary>The report.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<PackageReport> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.export-report", packageId, async _ =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            return PackageReport.Of(package, await packages.DocumentsAsync(packageId, cancellationToken));
        });
}

using Portal.Access;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A row as the form shows it.</summary>
public sealed record OpenedCertificate(IssuedCertificate Row, string? MaskedSnils, bool IsLinked);

/// <summary>An administrator opens the form of a row.</summary>
public sealed class OpenCertificate(RegistryStore registry, RegistrySeal seal)
{
    /// <summary>The row; null when it is not there, or for a new one.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<OpenedCertificate?> RunAsync(Actor actor, string? thumbprint, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        return thumbprint is not null && await registry.FindAsync(thumbprint, cancellationToken) is { } row
            ? new OpenedCertificate(
                row, seal.Snils(row.Snils) is { } snils ? Masks.Snils(snils) : null, (await registry.LinkedAsync([row.PartnerUserId], cancellationToken)).Count > 0)
            : null;
    }
}

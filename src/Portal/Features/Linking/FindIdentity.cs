using Portal.Access;
using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.Linking;

/// <summary>The person's row of the registry: the certificate that lives longest. Matched by the partner's user id, never by a claim of name or phone.</summary>
public sealed class FindIdentity(PersonStore people, RegistryStore registry)
{
    /// <summary>The registry row, or null when the person is not in the registry.</summary>
    public async Task<IssuedCertificate?> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await people.FindAsync(actor.PersonId, cancellationToken) is { } person
            && await registry.OfPersonAsync(person.Subject, cancellationToken) is [var row, ..] ? row : null;
}

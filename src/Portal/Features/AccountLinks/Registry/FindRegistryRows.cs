using Portal.Access;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The person's own rows of the registry, matched by the partner's user id, never by a claim of name or phone.</summary>
public sealed class FindRegistryRows(PersonStore people, RegistryStore registry)
{
    /// <summary>The longest living certificate first; empty when the person is not in the registry.</summary>
    public async Task<IReadOnlyList<IssuedCertificate>> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await people.FindAsync(actor.PersonId, cancellationToken) is { } person ? await registry.OfPersonAsync(person.Subject, cancellationToken) : [];
}

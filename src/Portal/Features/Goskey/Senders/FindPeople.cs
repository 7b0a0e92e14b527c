using Portal.Access;

namespace Portal.Features.Goskey.Senders;

/// <summary>An administrator looks for a person who has signed in to the portal, to grant a right to.</summary>
public sealed class FindPeople(PersonStore people)
{
    /// <summary>As many as are shown.</summary>
    public const int Most = 10;

    /// <summary>People whose name or id at the provider holds the words; nothing for fewer than two letters.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<IReadOnlyList<Person>> RunAsync(Actor actor, string search, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? throw new AccessDeniedException() : search.Trim().Length < 2 ? [] : await people.SearchAsync(search, Most, cancellationToken);
}

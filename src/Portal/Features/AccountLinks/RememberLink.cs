using Portal.Access;
using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>Keeps the words by which a link is found, and the first line of its history.</summary>
public sealed class RememberLink(AccountLinkStore store, PersonStore people)
{
    private static readonly Actor Kontur = new("", "", "Контур", false);

    /// <summary>After a link was made, by its person («asked») or by a move.</summary>
    public async Task RememberAsync(Link link, IssuedCertificate row, Actor actor, string action, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(link.PersonId, cancellationToken);
        await store.IndexAsync(link.Id, LinkTerms.Of(person?.Name ?? row.FullName, person?.Subject ?? row.PartnerUserId, row), cancellationToken);
        await store.NoteAsync(link.Id, actor, action, link.State, null, cancellationToken);
    }

    /// <summary>After Kontur answered.</summary>
    public Task AnsweredAsync(Link link, LinkState state, string? refusal, CancellationToken cancellationToken) =>
        store.NoteAsync(link.Id, Kontur, state == LinkState.Active ? "linked" : "refused", state, refusal, cancellationToken);
}

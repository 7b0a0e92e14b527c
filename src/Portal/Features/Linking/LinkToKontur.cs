using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;

namespace Portal.Features.Linking;

/// <summary>What came of an attempt to link.</summary>
public abstract record LinkOutcome
{
    /// <summary>The person may act.</summary>
    public sealed record Linked : LinkOutcome;

    /// <summary>The person is not in the registry.</summary>
    public sealed record NotInRegistry : LinkOutcome;

    /// <summary>That Kontur user already belongs to another person of ours.</summary>
    public sealed record TakenByAnother : LinkOutcome;

    /// <summary>An administrator closed the link.</summary>
    public sealed record Blocked : LinkOutcome;

    /// <summary>An administrator has to approve it first.</summary>
    public sealed record AwaitingApproval : LinkOutcome;

    /// <summary>Too many attempts within an hour.</summary>
    public sealed record TooOften : LinkOutcome;

    /// <summary>Kontur refused; <paramref name="Code"/> is the vendor's.</summary>
    public sealed record Refused(string Code, string? TraceId) : LinkOutcome;
}

/// <summary>«Связать»: binds the person to the Kontur user of their registry row, and proves it by a first Kontur session.</summary>
public sealed class LinkToKontur(
    FindRegistryRows registry, LinkStore links, LinkAttemptStore attempts, ProveLink prove, RememberLink remember, IOptions<LinkingOptions> options, AuditLog audit)
{
    /// <summary>Stores our random id first, then tells Kontur.</summary>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer or answered something unexpected; nothing is lost by trying again.</exception>
    public Task<LinkOutcome> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<LinkOutcome>(actor, "link.create", null, async note =>
        {
            if (await registry.RunAsync(actor, cancellationToken) is not [var row, ..])
            {
                note.Outcome = "not in registry";
                return new LinkOutcome.NotInRegistry();
            }

            note.Detail = $"certificate {row.Thumbprint}, phone {row.MaskedPhone}";
            var link = await links.FindOfPersonAsync(actor.PersonId, cancellationToken);
            (note.LinkId, note.ObjectId) = (link?.Id, link?.Id);
            switch (link?.State)
            {
                case LinkState.Active:
                    return new LinkOutcome.Linked();
                case LinkState.Blocked:
                    note.Outcome = "blocked";
                    return new LinkOutcome.Blocked();
                case LinkState.AwaitingApproval when link.KonturUser == row.KonturUser:
                    note.Outcome = "awaiting approval";
                    return new LinkOutcome.AwaitingApproval();
            }

            if (!await attempts.CountAsync(actor.PersonId, row.KonturUser, options.Value.AttemptsPerHour, cancellationToken))
            {
                note.Outcome = "too often";
                return new LinkOutcome.TooOften();
            }

            if (await FindOrAddAsync(actor, link, row, cancellationToken) is not { } wanted)
            {
                note.Outcome = "taken by another";
                return new LinkOutcome.TakenByAnother();
            }

            (note.LinkId, note.ObjectId) = (wanted.Id, wanted.Id);
            await remember.RememberAsync(wanted, row, actor, "asked", cancellationToken);
            if (wanted.State == LinkState.AwaitingApproval)
            {
                note.Outcome = "awaiting approval";
                return new LinkOutcome.AwaitingApproval();
            }

            return await prove.AskKonturAsync(wanted, note, cancellationToken);
        });

    // Null: the Kontur user has a link with somebody else. A row of our own made by a second tab is found and used.
    private async Task<Link?> FindOrAddAsync(Actor actor, Link? known, IssuedCertificate row, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            var link = new Link
            {
                Id = Guid.NewGuid().ToString(), PersonId = actor.PersonId, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = row.KonturUser,
                Phone = row.Phone, State = StateOf(actor),
            };
            if (await links.AddAsync(link, cancellationToken))
            {
                return link;
            }

            known = await links.FindOfPersonAsync(actor.PersonId, cancellationToken);
        }

        if (known is null || known.KonturUser == row.KonturUser)
        {
            return known;
        }

        return await links.CorrectPhoneAsync(known.Id, row.KonturUser, row.Phone, StateOf(actor), cancellationToken) ? await links.FindAsync(known.Id, cancellationToken) : null;
    }

    // Whoever keeps the registry could write any phone beside their own name: another administrator looks at it.
    private LinkState StateOf(Actor actor) => options.Value.RequireApproval || actor.IsAdmin ? LinkState.AwaitingApproval : LinkState.Requested;
}

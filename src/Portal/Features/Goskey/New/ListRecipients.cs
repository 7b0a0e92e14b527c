using Portal.Access;

namespace Portal.Features.Goskey.New;

/// <summary>A remembered recipient as a screen may show it.</summary>
/// <param name="Id">Our id.</param>
/// <param name="Name">Name.</param>
/// <param name="MaskedSnils">SNILS with its last digits only.</param>
/// <param name="Email">Address for reminders; empty when there is none.</param>
/// <param name="GroupName">The group; null when it is in none.</param>
public sealed record KnownRecipient(string Id, string Name, string MaskedSnils, string Email, string? GroupName);

/// <summary>Recipients that a person keeps.</summary>
public sealed class ListRecipients(RecipientStore recipients, RecipientSeal seal)
{
    /// <summary>As many as are ever listed.</summary>
    public const int Most = 8;

    /// <summary>Those whose name has the words, the last used first.</summary>
    public async Task<IReadOnlyList<KnownRecipient>> RunAsync(Actor actor, string? words, CancellationToken cancellationToken = default) =>
        [.. (await recipients.SearchAsync(actor.PersonId, words, Most, cancellationToken)).Select(one =>
            new KnownRecipient(one.Id, one.Name, $"***-***-{one.SnilsTail}", seal.OpenEmail(one.Email) ?? "", one.GroupName))];
}

using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A profile as its page shows it: no secret in it.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Typed">What the form begins with, the API-Key empty.</param>
/// <param name="Key">Its signing key.</param>
/// <param name="IsForeignKey">The key's certificate names another organisation.</param>
/// <param name="Expiry">What ends when, the most urgent first.</param>
/// <param name="Rights">Who may send.</param>
public sealed record OpenedSender(
    SenderProfile Profile, SenderInput Typed, KeyState Key, bool IsForeignKey, IReadOnlyList<ExpiringFact> Expiry, IReadOnlyList<SenderRight> Rights);

/// <summary>An administrator opens a profile.</summary>
public sealed class OpenSender(SenderStore store, SenderRightStore rights, SenderSeal seal, SenderKeys keys, TimeProvider clock)
{
    /// <summary>The profile; null when it is not there.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<OpenedSender?> RunAsync(Actor actor, string senderId, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        if (await store.FindAsync(senderId, cancellationToken) is not { } profile)
        {
            return null;
        }

        var (people, key) = (await rights.OfSenderAsync(profile.Id, cancellationToken), keys.Look(profile));
        return new OpenedSender(
            profile, Typed(profile), key, key.Certificate is { } certificate && !SenderKeys.BelongsTo(certificate, profile.Inn, profile.Ogrn),
            SenderExpiry.Of(profile, key, people, MoscowTime.DateOf(clock.GetUtcNow())), people);
    }

    private SenderInput Typed(SenderProfile profile) => new()
    {
        Organization = profile.Organization, Inn = profile.Inn, Ogrn = profile.Ogrn, Mnemonic = profile.Mnemonic, Region = profile.Region, ServiceName = profile.ServiceName,
        Layout = profile.Layout, Environment = profile.Environment, PersonName = profile.PersonName, PersonOid = seal.Oid(profile), KeyName = seal.KeyName(profile),
        ApiKeyEndsOn = profile.ApiKeyEndsOn ?? "", WarrantEndsOn = profile.WarrantEndsOn ?? "",
    };
}

using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Senders;

/// <summary>Everything that sending and following need of a profile.</summary>
/// <param name="Id">The profile.</param>
/// <param name="Organization">Short name.</param>
/// <param name="Inn">INN.</param>
/// <param name="Ogrn">OGRN.</param>
/// <param name="Mnemonic">Mnemonic of the information system.</param>
/// <param name="Region">OKATO.</param>
/// <param name="ServiceName">Name of the service that the recipient sees.</param>
/// <param name="Layout">Layout of the request.</param>
/// <param name="Environment">Environment of the API-Key.</param>
/// <param name="PersonName">On whose API-Key packages are sent.</param>
/// <param name="OwnerKey">Whose queue it is (contract goskey 3.11).</param>
/// <param name="Key">The API-Key with its signer; the same signer signs the package.</param>
public sealed record Sender(
    string Id, string Organization, string Inn, string Ogrn, string Mnemonic, string Region, string ServiceName, RequestLayout Layout, SenderEnvironment Environment,
    string PersonName, string OwnerKey, EsiaKey Key);

/// <summary>Nothing can be sent or asked from a profile now; the message is a Russian sentence for people.</summary>
public sealed class SenderUnusableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Opens the keys of a profile; for jobs and operations that have checked who asks (<see cref="FindSendingRight"/>).</summary>
public sealed class SenderKeys(SenderStore store, SenderSeal seal, SigningKeys keys)
{
    /// <summary>
    /// A profile with its keys, a closed one as well: what was sent is followed to its end. An expired certificate opens; it stops at the first signature
    /// (<see cref="IDetachedSigner.EnsureUsable"/>).
    /// </summary>
    /// <exception cref="SenderUnusableException">There is no such profile, its key cannot be opened, or is another organisation's.</exception>
    public async Task<Sender> OfAsync(string senderId, CancellationToken cancellationToken = default) =>
        Of(await store.FindAsync(senderId, cancellationToken) ?? throw new SenderUnusableException("Профиля отправителя больше нет."));

    /// <summary>The same for a profile that was read.</summary>
    /// <exception cref="SenderUnusableException">Its key cannot be opened, or is another organisation's.</exception>
    public Sender Of(SenderProfile profile)
    {
        var signer = Open(seal.KeyName(profile));
        return BelongsTo(signer.Certificate, profile.Inn, profile.Ogrn)
            ? new Sender(
                profile.Id, profile.Organization, profile.Inn, profile.Ogrn, profile.Mnemonic, profile.Region, profile.ServiceName, profile.Layout, profile.Environment,
                profile.PersonName, profile.OwnerKey, new EsiaKey(seal.ApiKey(profile), signer))
            : throw new SenderUnusableException($"{SenderWords.ForeignKey}.");
    }

    /// <summary>The profile's key as it is now, an unsuitable one included.</summary>
    public KeyState Look(SenderProfile profile) => keys.Look(seal.KeyName(profile));

    /// <summary>What keeps people from sending from a profile: a sentence, or null.</summary>
    public string? ProblemOf(SenderProfile profile) =>
        Look(profile) is { Fault: { } fault } ? $"{SenderWords.Fault(fault)}: сообщите администратору портала."
        : Look(profile) is { Certificate: { } certificate } && !BelongsTo(certificate, profile.Inn, profile.Ogrn) ? $"{SenderWords.ForeignKey}. Сообщите администратору портала."
        : null;

    /// <summary>Whether a certificate names this organisation or entrepreneur by both numbers. Older ones carry an organisation's INN after two zeros.</summary>
    public static bool BelongsTo(CertificateFacts certificate, string inn, string ogrn)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return TaxNumbers.IsPerson(inn)
            ? certificate.Inn == inn && certificate.Ogrnip == ogrn
            : (certificate.InnOfEntity ?? certificate.Inn) is { } named && (named == inn || named == "00" + inn) && certificate.Ogrn == ogrn;
    }

    private IDetachedSigner Open(string name)
    {
        try
        {
            return keys.Open(name);
        }
        catch (SigningException error)
        {
            throw new SenderUnusableException($"{SenderWords.Fault(error.Fault)}.", error);
        }
    }
}

using Portal.Features.Accounts;
using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.Drafts;

/// <summary>A certificate the person sees when signing.</summary>
/// <param name="Certificate">As Kontur lists it.</param>
/// <param name="Own">The person's registry row of it; null for somebody else's.</param>
/// <param name="WhyNot">Why it cannot be chosen; null when it can.</param>
public sealed record CertificateChoice(AccountCertificate Certificate, IssuedCertificate? Own, string? WhyNot)
{
    /// <summary>Puts usable certificates first and says of every other one why it is not.</summary>
    public static IReadOnlyList<CertificateChoice> Of(
        IReadOnlyList<AccountCertificate> listed, IReadOnlyList<IssuedCertificate> registry, DateTimeOffset now)
    {
        var own = registry.ToDictionary(row => row.Thumbprint, StringComparer.OrdinalIgnoreCase);
        return [.. listed.Select(one => Judge(one, own.GetValueOrDefault(one.Thumbprint), now)).OrderBy(choice => choice.WhyNot is not null)];
    }

    private static CertificateChoice Judge(AccountCertificate one, IssuedCertificate? own, DateTimeOffset now) => new(
        one, own,
        string.Equals(one.Kind, "iron", StringComparison.OrdinalIgnoreCase) ? "Ключ на носителе, а здесь подписывают только облачным сертификатом"
        : own is null ? "Выдан другому человеку: подписать можно только своим сертификатом"
        : one.ValidUntil <= now ? "Срок действия истёк"
        : one.IsValid != "yes" ? "Отозван или недействителен"
        : null);
}

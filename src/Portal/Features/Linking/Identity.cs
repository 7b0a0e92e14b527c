using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.Linking;

/// <summary>What a person is asked to recognise as themselves before they are linked.</summary>
public sealed record Identity(string FullName, string Organization, string Inn, string? Kpp, DateTimeOffset ValidUntil, string MaskedPhone)
{
    /// <summary>What may be shown of a registry row.</summary>
    public static Identity Of(IssuedCertificate row) => new(row.FullName, row.Organization, row.Inn, row.Kpp, row.ValidUntil, row.MaskedPhone);
}

namespace Portal.Features.AccountLinks.Registry;

/// <summary>One field of the form.</summary>
public sealed record CertificateField(string Name, string Id, string Label, int MaxLength, string? InputMode = null, string? Placeholder = null, string? Hint = null);

/// <summary>The fields of the form in their order, and what was typed into them.</summary>
public static class CertificateFields
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CertificateField> All { get; } =
    [
        new(nameof(RegistryFields.PartnerUserId), "user", "Идентификатор пользователя у партнёра", 200, Hint: "Тот, под которым человек входит: по нему портал находит его запись"),
        new(nameof(RegistryFields.FullName), "name", "Фамилия, имя и отчество", 500),
        new(nameof(RegistryFields.Organization), "organization", "Организация", 500, Placeholder: "ООО «Ромашка»"),
        new(nameof(RegistryFields.Inn), "inn", "ИНН", 12, "numeric", "10 или 12 цифр"),
        new(nameof(RegistryFields.Kpp), "kpp", "КПП, если есть", 9, null, "9 знаков"),
        new(nameof(RegistryFields.Phone), "phone", "Телефон, указанный при выпуске", 20, "tel", "10 цифр без кода страны"),
        new(nameof(RegistryFields.Snils), "snils", "СНИЛС, если есть", 14, "numeric", "11 цифр"),
        new(nameof(RegistryFields.ValidUntil), "until", "Действует до", 10, null, "31.12.2027"),
        new(nameof(RegistryFields.Thumbprint), "thumbprint", "Отпечаток сертификата", 40, null, "40 знаков", "Указан в свойствах сертификата"),
    ];

    /// <summary>Empty fields, or those of a row; phone and SNILS are never shown.</summary>
    public static Dictionary<string, string> Of(IssuedCertificate? row) => new(StringComparer.Ordinal)
    {
        [nameof(RegistryFields.PartnerUserId)] = row?.PartnerUserId ?? "",
        [nameof(RegistryFields.FullName)] = row?.FullName ?? "",
        [nameof(RegistryFields.Organization)] = row?.Organization ?? "",
        [nameof(RegistryFields.Inn)] = row?.Inn ?? "",
        [nameof(RegistryFields.Kpp)] = row?.Kpp ?? "",
        [nameof(RegistryFields.Phone)] = "",
        [nameof(RegistryFields.Snils)] = "",
        [nameof(RegistryFields.ValidUntil)] = row is null ? "" : RegistryRules.DayOf(row.ValidUntil),
        [nameof(RegistryFields.Thumbprint)] = row?.Thumbprint ?? "",
    };

    /// <summary>What was typed, as the rules and the operation take it.</summary>
    public static RegistryFields Typed(IReadOnlyDictionary<string, string> typed)
    {
        return new RegistryFields(
            Of(nameof(RegistryFields.PartnerUserId)), Of(nameof(RegistryFields.FullName)), Of(nameof(RegistryFields.Inn)), Of(nameof(RegistryFields.Kpp)),
            Of(nameof(RegistryFields.Organization)), Of(nameof(RegistryFields.Phone)), Of(nameof(RegistryFields.Snils)),
            Of(nameof(RegistryFields.Thumbprint)), Of(nameof(RegistryFields.ValidUntil)));

        string Of(string name) => typed[name].Trim();
    }
}

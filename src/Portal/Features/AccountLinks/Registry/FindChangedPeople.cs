using Portal.Access;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A linked person whose phone or SNILS in the registry is no longer the link's, or who is in it no more. The link is untouched until somebody decides.</summary>
/// <param name="ValuePrint">With <paramref name="ChangedAt"/>, what the decision is about: a newer change is another one.</param>
public sealed record ChangedPerson(
    string LinkId, string PersonId, string FullName, string Organization, string PartnerUserId, string Thumbprint, LinkState LinkState, ChangedField Field,
    string Before, string After, string ValuePrint, DateTimeOffset ChangedAt);

/// <summary>«Изменились данные связанных людей»: what waits for an administrator's decision, the newest first. The links console reads it too.</summary>
public sealed class FindChangedPeople(RegistryChangeStore changes, RegistrySeal seal)
{
    /// <summary>A page of them, personal identifiers masked, and how many there are.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<(IReadOnlyList<ChangedPerson> Rows, int Total)> RunAsync(Actor actor, int skip, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        var (rows, total) = await changes.OpenAsync(skip, take, cancellationToken);
        return ([.. rows.Select(Masked)], total);
    }

    private ChangedPerson Masked(StoredChange row)
    {
        var field = Enum.Parse<ChangedField>(row.Field);
        var (before, after) = field switch
        {
            ChangedField.Phone => (Masks.Phone(seal.Phone(row.LinkPhone)), Masks.Phone(row.PhoneTail ?? "")),
            ChangedField.Snils => (Snils(row.BeforeValue), Snils(row.AfterValue)),
            _ => ("был", "сертификата больше нет"),
        };
        return new ChangedPerson(
            row.LinkId, row.PersonId, row.FullName ?? row.PersonName, row.Organization ?? "", row.PartnerUserId, row.Thumbprint ?? "", Enum.Parse<LinkState>(row.LinkState), field, before,
            before == after ? "изменились скрытые цифры" : after, row.ValuePrint ?? "", row.ChangedAt);
    }

    private string Snils(string? sealedSnils) => seal.Snils(sealedSnils) is { } number ? Masks.Snils(number) : "не указан";
}

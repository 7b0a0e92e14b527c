using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What writing a row would do.</summary>
public enum PlanKind
{
    /// <summary>The certificate is not in the registry yet.</summary>
    New,

    /// <summary>It is, with other data.</summary>
    Changed,

    /// <summary>It is, with the same data: nothing is written.</summary>
    Unchanged,

    /// <summary>The row is wrong and is not taken.</summary>
    Refused,
}

/// <summary>One field before and after, personal identifiers masked.</summary>
public sealed record FieldChange(string Field, string Before, string After);

/// <summary>A row and what writing it would do. <paramref name="NeedsDecision"/>: it concerns a linked person's phone, SNILS or identity.</summary>
public sealed record PlannedRow(RegistryLine Line, PlanKind Kind, IReadOnlyList<FieldChange> Changes, bool NeedsDecision);

/// <summary>Compares rows with the registry. The preview shows it, applying writes it.</summary>
public sealed class RegistryPlan(RegistryStore store, RegistrySeal seal)
{
    /// <summary>Most rows compared at once.</summary>
    public const int Batch = ValueRows.Most;

    /// <summary>Plans at most <see cref="Batch"/> rows.</summary>
    public async Task<IReadOnlyList<PlannedRow>> OfAsync(IReadOnlyList<RegistryLine> lines, CancellationToken cancellationToken = default)
    {
        var known = (await store.FindAllAsync([.. lines.Select(line => line.Thumbprint)], cancellationToken)).ToDictionary(row => row.Thumbprint, StringComparer.Ordinal);
        IEnumerable<string> subjects = lines.Select(line => line.PartnerUserId).Concat(known.Values.Select(row => row.PartnerUserId)).Distinct(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in subjects.Chunk(ValueRows.Most))
        {
            foreach (var (subject, konturUser) in await store.LinkedAsync(some, cancellationToken))
            {
                links.Add(subject, konturUser);
            }
        }

        return [.. lines.Select(line => One(line, known.GetValueOrDefault(line.Thumbprint), links))];
    }

    private PlannedRow One(RegistryLine line, IssuedCertificate? row, Dictionary<string, string> links)
    {
        var konturUser = seal.KonturUser(line.Phone);
        if (row is null)
        {
            return new PlannedRow(line, PlanKind.New, [], links.TryGetValue(line.PartnerUserId, out var linked) && linked != konturUser);
        }

        var changes = new List<FieldChange>();
        Compare("ИдПользователя", row.PartnerUserId, line.PartnerUserId);
        Compare("ФИО", row.FullName, line.FullName);
        Compare("ИНН", row.Inn, line.Inn);
        Compare("КПП", row.Kpp, line.Kpp);
        Compare("Организация", row.Organization, line.Organization);
        var personal = row.PartnerUserId != line.PartnerUserId;
        if (row.KonturUser != konturUser)
        {
            personal = true;
            AddMasked("Телефон", row.MaskedPhone, Masks.Phone(line.Phone));
        }

        if (row.SnilsPrint != seal.SnilsPrint(line.Snils))
        {
            personal = true;
            AddMasked("СНИЛС", Mask(seal.Snils(row.Snils)), Mask(line.Snils));
        }

        Compare("Действует до", RegistryRules.DayOf(row.ValidUntil), RegistryRules.DayOf(line.ValidUntil));
        var isLinked = links.ContainsKey(row.PartnerUserId) || links.ContainsKey(line.PartnerUserId);
        return new PlannedRow(line, changes.Count == 0 ? PlanKind.Unchanged : PlanKind.Changed, changes, personal && isLinked);

        void Compare(string field, string? before, string? after)
        {
            if (before != after)
            {
                changes.Add(new FieldChange(field, before ?? "не указан", after ?? "не указан"));
            }
        }

        void AddMasked(string field, string before, string after) =>
            changes.Add(new FieldChange(field, before, before == after ? "изменились скрытые цифры" : after));
    }

    private static string Mask(string? snils) => snils is null ? "не указан" : Masks.Snils(snils);
}

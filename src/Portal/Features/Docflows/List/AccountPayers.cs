namespace Portal.Features.Docflows.List;

/// <summary>The organisations of an account, as rows of docflows need them; the main one first.</summary>
public sealed class AccountPayers(IReadOnlyList<(string OrganizationId, string Inn, string? Kpp, string Name)> payers)
{
    private readonly ILookup<string, string> names = payers.ToLookup(payer => payer.Inn, payer => payer.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string> numbers = payers.ToDictionary(
        payer => payer.OrganizationId, payer => string.IsNullOrEmpty(payer.Kpp) ? payer.Inn : $"{payer.Inn}-{payer.Kpp}", StringComparer.OrdinalIgnoreCase);

    /// <summary>INN and name of each, by name.</summary>
    public IReadOnlyList<(string Inn, string Name)> ByName => [.. names.Select(payer => (payer.Key, payer.First())).OrderBy(payer => payer.Item2, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>A row with its payer: where the vendor names none (letters of Rosstat carry no INN), the docflow's organisation tells.</summary>
    public DocflowEntry Complete(DocflowEntry entry)
    {
        var payer = entry.Payer.Length > 0 ? entry.Payer : numbers.GetValueOrDefault(entry.OrganizationId ?? "", "");
        return entry with { Payer = payer, PayerName = names[payer.Split('-')[0]].FirstOrDefault() };
    }
}

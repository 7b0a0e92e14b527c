using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>All accounts of the sandbox.</summary>
internal sealed class AccountDirectory(StateStore store)
{
    private readonly StoredTable<ExternAccount> table = new(store, "extern-account", account => account.Id);

    /// <summary>Guards read-then-write on accounts.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Every account, oldest first.</summary>
    public IEnumerable<ExternAccount> All => table.All.OrderBy(account => account.CreatedAt).ThenBy(account => account.Id);

    public ExternAccount? Find(Guid id) => table.Find(id);

    /// <summary>Accounts of a head organisation; the test tools may have made several.</summary>
    public IReadOnlyList<ExternAccount> OfOrganization(string inn, string? kpp) =>
        [.. table.All.Where(account => account.Inn == inn && (account.Kpp ?? "") == (kpp ?? ""))];

    /// <summary>Accounts of a user through an api-key, oldest first.</summary>
    public IReadOnlyList<ExternAccount> OpenTo(Guid userId, string apiKey) =>
        [.. table.All.Where(account => account.IsOpenTo(userId, apiKey)).OrderBy(account => account.CreatedAt).ThenBy(account => account.Id)];

    public ExternAccount Put(ExternAccount account) => table.Put(account);

    public void Remove(Guid id) => table.Remove(id);

    public void Clear() => table.Clear();
}

using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>All docflows of the sandbox, with the rule of who reads them: administrators all, others what they sent.</summary>
internal sealed class DocflowStore(StateStore store)
{
    private readonly StoredTable<Docflow> table = new(store, "extern-docflow", docflow => docflow.Id);

    /// <summary>Guards read-then-write on a docflow.</summary>
    public Lock Gate { get; } = new();

    public Docflow? Find(Guid id) => table.Find(id);

    public Docflow Put(Docflow docflow) => table.Put(docflow);

    public IReadOnlyList<Docflow> Due(DateTimeOffset now) => [.. table.All.Where(docflow => docflow.NextStep is not null && docflow.NextDueAt <= now)];

    public IEnumerable<Docflow> Readable(ExternCall call) =>
        table.All.Where(docflow => docflow.AccountId == call.Account.Id && (call.IsAdmin || docflow.OwnerId == call.UserId));

    /// <summary>Everything of one account, whoever sent it.</summary>
    public IEnumerable<Docflow> OfAccount(Guid accountId) => table.All.Where(docflow => docflow.AccountId == accountId);

    public IEnumerable<Docflow> OfOrganization(Guid accountId, Guid organizationId) => OfAccount(accountId).Where(docflow => docflow.OrganizationId == organizationId);

    public Docflow Get(ExternCall call)
    {
        var docflow = table.Find(call.Id("docflowId"));
        return docflow is null || docflow.AccountId != call.Account.Id ? throw ExternException.NotFound("Документооборот не найден.")
            : docflow.OwnerId != call.UserId && !call.IsAdmin ? throw ExternException.Forbidden("Нет доступа к документообороту.")
            : docflow;
    }

    public DocflowDocument GetDocument(ExternCall call) =>
        Get(call).FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ документооборота не найден.");

    public void Clear() => table.Clear();
}

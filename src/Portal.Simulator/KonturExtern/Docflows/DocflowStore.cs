using System.Collections.Concurrent;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>All docflows of the sandbox, with the rule of who reads them: administrators all, others what they sent.</summary>
internal sealed class DocflowStore
{
    private readonly StoredTable<Docflow> table;
    private readonly Lazy<ConcurrentDictionary<Guid, AccountDocflows>> accounts;
    private readonly ConcurrentDictionary<Guid, Docflow> awaiting = new();

    private long version;

    public DocflowStore(StateStore store)
    {
        table = new(store, "extern-docflow", docflow => docflow.Id);
        accounts = new(Load);
    }

    /// <summary>Guards read-then-write on a docflow.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Grows with every change, so that who has seen it all can tell that nothing is new.</summary>
    public long Version => Interlocked.Read(ref version);

    public Docflow? Find(Guid id) => table.Find(id);

    public Docflow Put(Docflow docflow)
    {
        var known = accounts.Value;
        table.Put(docflow);
        Keep(known, docflow);
        Interlocked.Increment(ref version);
        return docflow;
    }

    /// <summary>Those whose state body's next step has come.</summary>
    public IReadOnlyList<Docflow> Due(DateTimeOffset now)
    {
        _ = accounts.Value;
        return [.. awaiting.Select(pair => pair.Value).Where(docflow => docflow.NextDueAt <= now)];
    }

    /// <summary>Those whose state body still has something to do, the newest first.</summary>
    public IReadOnlyList<Docflow> OnTheWay()
    {
        _ = accounts.Value;
        return [.. awaiting.Select(pair => pair.Value).OrderByDescending(docflow => docflow.CreatedAt)];
    }

    public IEnumerable<Docflow> Readable(ExternCall call) => OfAccount(call.Account.Id).Where(ReadableBy(call));

    /// <summary>The rule of who reads a docflow of the call's account.</summary>
    public static Func<Docflow, bool> ReadableBy(ExternCall call)
    {
        var (isAdmin, userId) = (call.IsAdmin, call.UserId);
        return docflow => isAdmin || docflow.OwnerId == userId;
    }

    /// <summary>Everything of one account, whoever sent it, oldest first.</summary>
    public IReadOnlyList<Docflow> OfAccount(Guid accountId) =>
        accounts.Value.TryGetValue(accountId, out var account) ? account.Ordered(byLastChange: false) : [];

    /// <summary>One account's list behind a filter, the same for all its pages until something changes.</summary>
    public IReadOnlyList<Docflow> Listed(Guid accountId, string question, bool byLastChange, Func<IReadOnlyList<Docflow>, IReadOnlyList<Docflow>> filter) =>
        accounts.Value.TryGetValue(accountId, out var account) ? account.Listed(question, byLastChange, filter) : [];

    public IEnumerable<Docflow> OfOrganization(Guid accountId, Guid organizationId) => OfAccount(accountId).Where(docflow => docflow.OrganizationId == organizationId);

    /// <summary>Notes on a demand how far the answer to it has come, and counts the answers of its document.</summary>
    public void Answered(Docflow answer, string repliesStatus)
    {
        lock (Gate)
        {
            if (answer.Description.RelatedDocflowId is not { } id || table.Find(id) is not { } asked || asked.AccountId != answer.AccountId)
            {
                return;
            }

            if (asked.Type == Docflow.FnsDemand && answer.Type is Docflow.FnsInventory)
            {
                asked = asked with { Description = asked.Description with { RepliesStatus = repliesStatus } };
            }

            if (answer.Description.RelatedDocumentId is { } documentId && asked.FindDocument(documentId) is { } document)
            {
                var others = OfAccount(answer.AccountId).Count(one => one.Id != answer.Id && one.Description.RelatedDocumentId == documentId);
                asked = asked.Replaced(document with { RelatedDocflowsCount = others + 1 });
            }

            Put(asked);
        }
    }

    public Docflow Get(ExternCall call)
    {
        var docflow = table.Find(call.Id("docflowId"));
        return docflow is null || docflow.AccountId != call.Account.Id ? throw ExternException.NotFound("Документооборот не найден.")
            : docflow.OwnerId != call.UserId && !call.IsAdmin ? throw ExternException.Forbidden("Нет доступа к документообороту.")
            : docflow;
    }

    public DocflowDocument GetDocument(ExternCall call) =>
        Get(call).FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ документооборота не найден.");

    /// <summary>Refuses an inventory that does not answer the document of the path.</summary>
    public void CheckInventory(ExternCall call)
    {
        var docflow = Get(call);
        if (docflow.Type != Docflow.FnsInventory || docflow.Description.RelatedDocflowId != call.Id("relatedDocflowId") || docflow.Description.RelatedDocumentId != call.Id("relatedDocumentId"))
        {
            throw ExternException.NotFound("Опись не найдена у этого документа.");
        }
    }

    public void Clear()
    {
        table.Clear();
        accounts.Value.Clear();
        awaiting.Clear();
        Interlocked.Increment(ref version);
    }

    private ConcurrentDictionary<Guid, AccountDocflows> Load()
    {
        var loaded = new ConcurrentDictionary<Guid, AccountDocflows>();
        foreach (var docflow in table.All)
        {
            Keep(loaded, docflow);
        }

        return loaded;
    }

    private void Keep(ConcurrentDictionary<Guid, AccountDocflows> known, Docflow docflow)
    {
        known.GetOrAdd(docflow.AccountId, static _ => new AccountDocflows()).Put(docflow);
        if (docflow.NextStep is null)
        {
            awaiting.TryRemove(docflow.Id, out _);
        }
        else
        {
            awaiting[docflow.Id] = docflow;
        }
    }
}

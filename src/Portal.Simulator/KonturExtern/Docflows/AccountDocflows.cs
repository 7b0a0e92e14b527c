namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>The docflows of one account, kept in both orders of the list (drafts contract 5.1), so that a page needs one pass over them.</summary>
internal sealed class AccountDocflows
{
    private const int ListsKept = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<Docflow>> lists = [];
    private readonly Dictionary<Guid, Docflow> byId = [];
    private Docflow[]? byCreation;
    private Docflow[]? byChange;

    public void Put(Docflow docflow)
    {
        lock (gate)
        {
            // One text for all of them: a pass over thousands stays in the processor's cache.
            byId[docflow.Id] = docflow with { Type = string.Intern(docflow.Type), Status = string.Intern(docflow.Status), SuccessState = string.Intern(docflow.SuccessState) };
            (byCreation, byChange) = (null, null);
            lists.Clear();
        }
    }

    /// <summary>Oldest first; an array that never changes.</summary>
    public IReadOnlyList<Docflow> Ordered(bool byLastChange)
    {
        lock (gate)
        {
            return byLastChange
                ? byChange ??= [.. byId.Values.OrderBy(docflow => docflow.LastChange).ThenBy(docflow => docflow.Id)]
                : byCreation ??= [.. byId.Values.OrderBy(docflow => docflow.CreatedAt).ThenBy(docflow => docflow.Id)];
        }
    }

    /// <summary>What a filter leaves of all, made once for all pages of it: <paramref name="question"/> says who asks for what. Any change makes it anew.</summary>
    public IReadOnlyList<Docflow> Listed(string question, bool byLastChange, Func<IReadOnlyList<Docflow>, IReadOnlyList<Docflow>> filter)
    {
        lock (gate)
        {
            if (lists.TryGetValue(question, out var known))
            {
                return known;
            }

            if (lists.Count == ListsKept)
            {
                lists.Clear();
            }

            return lists[question] = filter(Ordered(byLastChange));
        }
    }
}

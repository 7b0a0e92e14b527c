using System.Text.Json;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Events;

/// <summary>
/// An append-only log per integrator. Whatever came to the shared docflows is appended when somebody looks, in the order of its time, and keeps its place
/// for ever; the past of an account comes with the first sharing.
/// </summary>
internal sealed class EventLog(StateStore store, AccountDirectory accounts, DocflowStore docflows) : IResettable
{
    private readonly StoredTable<Subscription> subscriptions = new(store, "extern-subscription", one => one.Id);
    private readonly StoredTable<LoggedEvent> table = new(store, "extern-event", one => one.Id);
    private readonly Dictionary<string, List<LoggedEvent>> logs = [];
    private readonly HashSet<(string Subscriber, Guid DocumentId)> logged = [];
    private readonly Lock gate = new();
    private bool isLoaded;
    private long seen = -1;

    /// <summary>One leave per account and subscriber: a second sharing replaces what the first one allowed.</summary>
    public void Share(Subscription subscription)
    {
        lock (gate)
        {
            var known = subscriptions.All.FirstOrDefault(one => one.AccountId == subscription.AccountId && one.Subscriber == subscription.Subscriber);
            subscriptions.Put(known is null ? subscription : subscription with { Id = known.Id });
            seen = -1;
            CatchUp();
        }
    }

    public IReadOnlyList<Subscription> PublishersOf(string subscriber) =>
        [.. subscriptions.All.Where(one => one.Subscriber == subscriber && accounts.Find(one.AccountId) is not null).OrderBy(one => one.SharedAt).ThenBy(one => one.Id)];

    /// <summary>Events go on to the moment of leaving; what was logged stays readable.</summary>
    public bool Unsubscribe(string subscriber, Guid publisherId)
    {
        lock (gate)
        {
            CatchUp();
            return subscriptions.Find(publisherId)?.Subscriber == subscriber && subscriptions.Remove(publisherId);
        }
    }

    /// <summary>Events that begin at a position or later.</summary>
    public IReadOnlyList<LoggedEvent> Read(string subscriber, long position, int take)
    {
        lock (gate)
        {
            CatchUp();
            return logs.TryGetValue(subscriber, out var log) ? [.. log.SkipWhile(one => one.Offset < position).Take(take)] : [];
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            subscriptions.Clear();
            table.Clear();
            logs.Clear();
            logged.Clear();
            seen = -1;
        }
    }

    private void CatchUp()
    {
        Load();
        var version = docflows.Version;
        if (version == seen)
        {
            return;
        }

        seen = version;
        var arrived = subscriptions.All.SelectMany(subscription => docflows.OfAccount(subscription.AccountId)
                .Where(docflow => subscription.Admits($"urn:docflow:{docflow.Type}", docflow.Forms))
                .SelectMany(docflow => TransactionStates.Of(docflow).Select(happening => (subscription.Subscriber, Docflow: docflow, Happening: happening))))
            .Where(one => !logged.Contains((one.Subscriber, one.Happening.Id)))
            .OrderBy(one => one.Happening.At).ThenBy(one => one.Happening.Id);
        foreach (var (subscriber, docflow, happening) in arrived.ToList())
        {
            Append(subscriber, docflow, happening);
        }
    }

    private void Append(string subscriber, Docflow docflow, Happening happening)
    {
        var organization = accounts.Find(docflow.AccountId)?.Organizations.FirstOrDefault(one => one.Id == docflow.OrganizationId);
        var payer = docflow.Payer.Split('-');
        var facts = new EventFacts(
            organization?.Inn ?? payer[0], organization is null ? payer.ElementAtOrDefault(1) : organization.Kpp, docflow.Type, happening.State, happening.At, docflow.Id, docflow.AccountId)
        {
            RelatedDocflowId = docflow.Description.RelatedDocflowId, RelatedDocumentId = docflow.Description.RelatedDocumentId,
        };
        if (!logs.TryGetValue(subscriber, out var log))
        {
            logs[subscriber] = log = [];
        }

        var length = JsonSerializer.SerializeToUtf8Bytes(facts, ExternJson.Options).Length;
        log.Add(table.Put(new LoggedEvent(Guid.NewGuid(), subscriber, happening.Id, log.Count == 0 ? 0 : log[^1].End, length, facts)));
        logged.Add((subscriber, happening.Id));
    }

    private void Load()
    {
        if (isLoaded)
        {
            return;
        }

        isLoaded = true;
        foreach (var one in table.All.OrderBy(one => one.Offset))
        {
            if (!logs.TryGetValue(one.Subscriber, out var log))
            {
                logs[one.Subscriber] = log = [];
            }

            log.Add(one);
            logged.Add((one.Subscriber, one.DocumentId));
        }
    }
}

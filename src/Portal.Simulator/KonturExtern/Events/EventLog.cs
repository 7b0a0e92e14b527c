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

    /// <summary>One leave per account and subscriber: a second sharing replaces what the first one allowed.</summary>
    public void Share(Subscription subscription)
    {
        lock (gate)
        {
            var known = subscriptions.All.FirstOrDefault(one => one.AccountId == subscription.AccountId && one.Subscriber == subscription.Subscriber);
            subscriptions.Put(known is null ? subscription : subscription with { Id = known.Id });
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
        }
    }

    private void CatchUp()
    {
        Load();
        var arrived = subscriptions.All.SelectMany(subscription => docflows.OfAccount(subscription.AccountId)
                .Where(docflow => subscription.Admits($"urn:docflow:{docflow.Type}", docflow.Description.FormVersion.Knd, docflow.Description.FormVersion.Okud))
                .SelectMany(docflow => docflow.Documents.Select(document => (subscription.Subscriber, Docflow: docflow, Document: document))))
            .Where(one => !logged.Contains((one.Subscriber, one.Document.Id)))
            .OrderBy(one => one.Document.SendDate).ThenBy(one => one.Document.Id);
        foreach (var (subscriber, docflow, document) in arrived.ToList())
        {
            if (TransactionStates.Of(docflow, document) is { } state)
            {
                Append(subscriber, docflow, document, state);
            }
        }
    }

    private void Append(string subscriber, Docflow docflow, DocflowDocument document, string state)
    {
        var organization = accounts.Find(docflow.AccountId)?.Organizations.FirstOrDefault(one => one.Id == docflow.OrganizationId);
        var payer = docflow.Description.PayerInn.Split('-');
        var facts = new EventFacts(
            organization?.Inn ?? payer[0], organization is null ? payer.ElementAtOrDefault(1) : organization.Kpp, docflow.Type, state, document.SendDate, docflow.Id, docflow.AccountId);
        if (!logs.TryGetValue(subscriber, out var log))
        {
            logs[subscriber] = log = [];
        }

        var length = JsonSerializer.SerializeToUtf8Bytes(facts, ExternJson.Options).Length;
        log.Add(table.Put(new LoggedEvent(Guid.NewGuid(), subscriber, document.Id, log.Count == 0 ? 0 : log[^1].End, length, facts)));
        logged.Add((subscriber, document.Id));
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

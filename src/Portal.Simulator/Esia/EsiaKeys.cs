using Portal.Simulator.State;

namespace Portal.Simulator.Esia;

/// <summary>The API-Keys that ESIA knows: the sandbox's, and those that a control made.</summary>
internal sealed class EsiaKeys(StateStore store, SenderSandbox sandbox)
{
    private const string Kind = "esia-key";
    private readonly Lock gate = new();

    /// <summary>The key as issued: lower case, compared to the letter (contract 2.1).</summary>
    public EsiaKey? Find(string apiKey)
    {
        lock (gate)
        {
            return store.All<EsiaKey>(Kind).FirstOrDefault(key => key.ApiKey == apiKey) ?? (sandbox.Key.ApiKey == apiKey ? sandbox.Key : null);
        }
    }

    public EsiaKey Put(EsiaKey key)
    {
        lock (gate)
        {
            store.Put(Kind, key.ApiKey, key);
            return key;
        }
    }

    /// <summary>Object identifiers in ESIA for the next organisation and its employee.</summary>
    public (long Organization, long Owner) NextOids()
    {
        lock (gate)
        {
            var made = store.All<EsiaKey>(Kind).Count;
            return (1000999200 + made, 1000998001 + made);
        }
    }
}

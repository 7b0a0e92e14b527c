using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu;

/// <summary>The quirks as they are now.</summary>
internal sealed class QuirkStore(StateStore store) : IResettable
{
    private const string Kind = "epgu-quirks";
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private Quirks now = store.All<Quirks>(Kind) is [var saved, ..] ? saved : new Quirks();

    public Quirks Now => Volatile.Read(ref now);

    /// <summary>Sets the members that the object names.</summary>
    /// <exception cref="JsonException">A member is unknown or of a wrong kind.</exception>
    public Quirks Change(JsonObject members)
    {
        var merged = JsonSerializer.SerializeToNode(Now, Strict)!.AsObject();
        foreach (var (name, value) in members)
        {
            merged[name] = value?.DeepClone();
        }

        var changed = merged.Deserialize<Quirks>(Strict)!;
        store.Put(Kind, "now", changed);
        Volatile.Write(ref now, changed);
        return changed;
    }

    /// <inheritdoc />
    public void Reset() => Volatile.Write(ref now, new Quirks());
}

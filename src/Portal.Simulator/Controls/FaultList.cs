using Portal.Simulator.State;

namespace Portal.Simulator.Controls;

/// <summary>The faults that are waiting. Not kept over a restart: a fresh process is healthy.</summary>
public sealed class FaultList : IResettable
{
    private readonly Lock gate = new();
    private readonly List<Fault> waiting = [];
    private int lastId;

    /// <summary>Adds a checked order.</summary>
    public Fault Add(FaultOrder order)
    {
        lock (gate)
        {
            var fault = new Fault(++lastId, order);
            waiting.Add(fault);
            return fault;
        }
    }

    /// <summary>Faults with calls left, in the order they were added.</summary>
    public IReadOnlyList<Fault> Read()
    {
        lock (gate)
        {
            return [.. waiting];
        }
    }

    /// <summary>Takes one call off the first fault that matches; null when none does.</summary>
    public FaultOrder? Take(string verb, string path, string query)
    {
        lock (gate)
        {
            var fault = waiting.Find(candidate => candidate.Matches(verb, path, query));
            if (fault is not null && --fault.Remaining == 0)
            {
                waiting.Remove(fault);
            }

            return fault?.Order;
        }
    }

    /// <summary>Forgets every fault.</summary>
    public void Reset()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }
}

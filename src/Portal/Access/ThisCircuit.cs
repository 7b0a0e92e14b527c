namespace Portal.Access;

/// <summary>The open page of this browser tab as the server knows it. Scoped: it belongs to one circuit.</summary>
public sealed class ThisCircuit
{
    private readonly Lock gate = new();
    private Action? ended;

    /// <summary>Whose page it is; null for a stranger's.</summary>
    public string? PersonId { get; set; }

    /// <summary>The session it was opened in.</summary>
    public string? SessionId { get; set; }

    /// <summary>The person's <c>circuits_epoch</c> when it was opened.</summary>
    public long Epoch { get; set; }

    /// <summary>False while the browser's connection is lost.</summary>
    public bool IsConnected { get; set; }

    /// <summary>The last time the person did something here.</summary>
    public DateTimeOffset ActiveAt { get; set; }

    /// <summary>Why it is over; from then on no click runs in it.</summary>
    public SessionEnd? End { get; private set; }

    /// <summary>Ends it, once, and tells those who wait for the end.</summary>
    public void Finish(SessionEnd why)
    {
        Action? tell;
        lock (gate)
        {
            if (End is not null)
            {
                return;
            }

            End = why;
            tell = ended;
        }

        tell?.Invoke();
    }

    /// <summary>Calls back at the end, or at once when it is over already.</summary>
    public void OnFinished(Action then)
    {
        lock (gate)
        {
            if (End is null)
            {
                ended += then;
                return;
            }
        }

        then();
    }

    /// <summary>Tells the end again: the browser has come back to a page that is over.</summary>
    public void Remind()
    {
        if (End is not null)
        {
            ended?.Invoke();
        }
    }
}

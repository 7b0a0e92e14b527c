namespace Portal.Features.Goskey.New;

/// <summary>What the first step has about one person.</summary>
public sealed record RecipientInput
{
    /// <summary>The chosen profile; empty when none is chosen.</summary>
    public string SenderId { get; init; } = "";

    /// <summary>What the person signs with; null when nothing is chosen.</summary>
    public SignatureKind? Kind { get; init; }

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>SNILS as it is typed; empty keeps that of <see cref="RememberedId"/>, else the saved one.</summary>
    public string Snils { get; init; } = "";

    /// <summary>Address for reminders; may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>The person agrees.</summary>
    public bool Consented { get; init; }

    /// <summary>Keep the person for the next time.</summary>
    public bool Remember { get; init; }

    /// <summary>The remembered recipient that was picked.</summary>
    public string? RememberedId { get; init; }
}

/// <summary>What the first step has about a list, whose people are saved already.</summary>
public sealed record ListInput
{
    /// <summary>The chosen profile; empty when none is chosen.</summary>
    public string SenderId { get; init; } = "";

    /// <summary>What everybody signs with; null when nothing is chosen.</summary>
    public SignatureKind? Kind { get; init; }

    /// <summary>Everybody agrees.</summary>
    public bool Consented { get; init; }

    /// <summary>Keep the people as a group of this name; empty keeps nobody.</summary>
    public string GroupName { get; init; } = "";
}

/// <summary>What became of a step.</summary>
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>It is saved.</summary>
    public sealed record Saved : StepOutcome;

    /// <summary>Nothing is saved: sentences by the name of the input's property.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string> Problems) : StepOutcome
    {
        /// <summary>One field is wrong.</summary>
        public Wrong(string field, string problem)
            : this(new Dictionary<string, string> { [field] = problem })
        {
        }
    }

    /// <summary>It is no draft any more: sent from another tab, or discarded.</summary>
    public sealed record Gone : StepOutcome;
}

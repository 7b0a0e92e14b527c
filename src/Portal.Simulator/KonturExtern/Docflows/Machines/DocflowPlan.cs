namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>
/// The life of one docflow type as a table (drafts contract 6): what stands there when it opens, the steps of the state body, and what the user's replies do.
/// <see cref="Body"/> is the handbook's kind of the state body.
/// </summary>
internal sealed record DocflowPlan(string Type, string Body, string Main)
{
    public string Name { get; init; } = Type;

    public bool IsIncoming { get; init; }

    /// <summary>Replies that the main document awaits from the beginning.</summary>
    public IReadOnlyList<string> MainOpens { get; init; } = [];

    /// <summary>What the operator adds at once.</summary>
    public IReadOnlyList<PlanDocument> Opening { get; init; } = [];

    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    public IReadOnlyList<PlanAnswer> Answers { get; init; } = [];

    /// <summary>Waits for the user's request of documents before anything is sent (SEDO).</summary>
    public bool AwaitsDocumentsRequest { get; init; }

    /// <summary>The name of the step that the state body takes by itself after the opening.</summary>
    public string? FirstStep => AwaitsDocumentsRequest || IsIncoming ? null : Steps.Count > 0 ? Steps[0].Name : null;

    public string FirstStatus => IsIncoming ? "received" : "sent";

    public PlanStep Step(string name) => Steps.First(step => step.Name == name);

    public PlanAnswer? AnswerTo(string documentType, string reply) => Answers.FirstOrDefault(answer => answer.To == documentType && (answer.Reply is null || answer.Reply == reply));
}

/// <summary>Who made a document of a docflow.</summary>
internal enum PlanActor
{
    /// <summary>The operator, without a signature.</summary>
    Operator,

    /// <summary>The operator, signed.</summary>
    SigningOperator,

    /// <summary>The state body, signed.</summary>
    StateBody,
}

/// <summary>A document that a step brings, and the replies that it awaits.</summary>
internal sealed record PlanDocument(string Type, PlanActor Actor, bool IsEncrypted, IReadOnlyList<string> Opens)
{
    /// <summary>Comes with this form only.</summary>
    public string? OnlyKnd { get; init; }
}

/// <summary>One turn of the state body with its possible outcomes; the first is the usual one.</summary>
internal sealed record PlanStep(string Name, params IReadOnlyList<PlanOutcome> Outcomes)
{
    /// <summary>Comes by a control only.</summary>
    public bool IsManual { get; init; }

    /// <summary>A delivery notice that the operator makes when the user made none; it has a delay of its own.</summary>
    public bool IsNotice { get; init; }
}

/// <summary>What an outcome does; null keeps what was.</summary>
internal sealed record PlanOutcome(string Name, string? Status, string? State, string? Next, params IReadOnlyList<PlanDocument> Documents)
{
    /// <summary>Codes of the vendor's test recipients that choose this outcome.</summary>
    public IReadOnlyList<string> Robots { get; init; } = [];

    /// <summary>The state body signs the user's main document as well.</summary>
    public bool SignsMain { get; init; }

    /// <summary>The <c>receipt-status</c> of a demand.</summary>
    public string? ReceiptStatus { get; init; }

    /// <summary>The <c>replies-status</c> of the demand that the docflow answers.</summary>
    public string? RepliesStatus { get; init; }

    /// <summary>A docflow that comes as the answer to this one.</summary>
    public string? Brings { get; init; }
}

/// <summary>What the user's reply to a document does. Without <see cref="Reply"/> it stands for every reply.</summary>
internal sealed record PlanAnswer(string To, string? Status, string? State = null, string? Next = null, string? Reply = null)
{
    /// <summary>Replies that the answered document awaits afterwards.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    public string? ReceiptStatus { get; init; }
}

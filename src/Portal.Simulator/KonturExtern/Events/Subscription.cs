using Portal.Simulator.KonturExtern.Docflows;

namespace Portal.Simulator.KonturExtern.Events;

/// <summary>An administrator's leave for an integrator to read the events of an account (auth contract 4.1). Empty lists mean everything.</summary>
internal sealed record Subscription(
    Guid Id, Guid AccountId, string Subscriber, Guid SharedBy, IReadOnlyList<string> DocflowTypes, IReadOnlyList<DocumentForm> DocumentForms, DateTimeOffset SharedAt)
{
    public bool Admits(string docflowType, IReadOnlyList<FormVersion> forms) =>
        (DocflowTypes.Count == 0 || DocflowTypes.Contains(docflowType, StringComparer.OrdinalIgnoreCase))
        && (DocumentForms.Count == 0 || DocumentForms.Any(wanted => forms.Any(form => (wanted.Knd is not null && wanted.Knd == form.Knd) || (wanted.Okud is not null && wanted.Okud == form.Okud))));
}

internal sealed record DocumentForm(string? Knd, string? Okud);

/// <summary>One line of an integrator's log: where it stands and what is sent.</summary>
internal sealed record LoggedEvent(Guid Id, string Subscriber, Guid DocumentId, long Offset, int Length, EventFacts Facts)
{
    public long End => Offset + Length;

    /// <summary>Offset and length in hexadecimal, as observed at the vendor (auth contract 4.4).</summary>
    public string WireId => $"{Offset:x}_{Length:x}";
}

/// <summary>What happened.</summary>
internal sealed record EventFacts(
    string Inn, string? Kpp, string DocflowType, string NewState, DateTimeOffset At, Guid DocflowId, Guid AccountId)
{
    /// <summary>What the docflow answers.</summary>
    public Guid? RelatedDocflowId { get; init; }

    public Guid? RelatedDocumentId { get; init; }
}

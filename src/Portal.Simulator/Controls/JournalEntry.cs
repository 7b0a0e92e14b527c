namespace Portal.Simulator.Controls;

/// <summary>One request that a vendor received. <c>Accepted</c> means that it was processed and answered 2xx, even when the answer was then lost.</summary>
public sealed record JournalEntry(
    long Id, string Vendor, string Verb, string Path, int Status, DateTimeOffset At, bool Accepted, bool Dropped, string? Person, string? TraceId);

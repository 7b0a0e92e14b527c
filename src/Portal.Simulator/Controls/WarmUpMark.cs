namespace Portal.Simulator.Controls;

/// <summary>Keeps the simulator's own first requests out of the journal.</summary>
public sealed class WarmUpMark
{
    /// <summary>Header of a warm-up request.</summary>
    public const string HeaderName = "X-Simulator-Warm-Up";

    /// <summary>Random, so that no client can hide behind it.</summary>
    public string Value { get; } = Guid.NewGuid().ToString();

    internal bool Marks(HttpRequest request) => request.Headers[HeaderName] == Value;
}

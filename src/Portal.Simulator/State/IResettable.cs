namespace Portal.Simulator.State;

/// <summary>
/// Something that keeps state outside <see cref="StateStore"/> (or a copy of it in memory). <c>POST /controls/reset</c> empties the store
/// and then calls every <see cref="IResettable"/> registered in the container, in the order of registration.
/// </summary>
public interface IResettable
{
    /// <summary>Back to the seeded state.</summary>
    void Reset();
}

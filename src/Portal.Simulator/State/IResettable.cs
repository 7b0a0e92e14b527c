namespace Portal.Simulator.State;

/// <summary>A part of the simulator that returns to its seeded state (<c>POST /controls/reset</c>), after the store has been cleared.</summary>
public interface IResettable
{
    /// <summary>Forgets what clients did and seeds anew.</summary>
    void Reset();
}

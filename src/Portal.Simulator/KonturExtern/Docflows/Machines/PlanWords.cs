namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>The words in which the tables are written.</summary>
internal static class PlanWords
{
    public static readonly IReadOnlyList<string> Refusing = ["0088", "00-88"];

    public static readonly IReadOnlyList<string> Refining = ["0085"];

    public static PlanDocument Description(string type) => new(type, PlanActor.Operator, false, []);

    public static PlanDocument Confirmation(string type, params IReadOnlyList<string> opens) => new(type, PlanActor.SigningOperator, false, opens);

    /// <summary>A document of the state body that is not encrypted.</summary>
    public static PlanDocument Open(string type, params IReadOnlyList<string> opens) => new(type, PlanActor.StateBody, false, opens);

    /// <summary>A result of the state body, encrypted for the sender.</summary>
    public static PlanDocument Closed(string type, params IReadOnlyList<string> opens) => new(type, PlanActor.StateBody, true, opens);
}

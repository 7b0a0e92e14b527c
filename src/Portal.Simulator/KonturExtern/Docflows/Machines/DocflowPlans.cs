namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>All tables, by name.</summary>
internal static class DocflowPlans
{
    private static readonly Dictionary<string, DocflowPlan> ByName =
        FnsPlans.All.Concat(FundPlans.All).Concat(SedoPlans.All).Concat(OtherPlans.All).ToDictionary(plan => plan.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<DocflowPlan> All => ByName.Values;

    public static DocflowPlan? Find(string name) => ByName.GetValueOrDefault(name);

    public static DocflowPlan Of(Docflow docflow) => ByName[docflow.PlanName ?? docflow.Type];

    public static bool IsIncoming(string type) => Find(type)?.IsIncoming == true;
}

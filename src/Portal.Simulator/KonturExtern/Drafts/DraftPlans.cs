using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Docflows.Machines;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Which docflow a draft becomes: its document types say it, and where they do not, its recipient (drafts contract 1.3, 5.3).</summary>
internal static class DraftPlans
{
    private const string Prefix = "urn:document:";

    private static readonly List<DocflowPlan> Outgoing = [.. DocflowPlans.All.Where(plan => !plan.IsIncoming)];

    /// <summary>Null for a draft that names no recipient.</summary>
    public static DocflowPlan? Of(ExternDraft draft)
    {
        var types = draft.Documents.Select(TypeOf).Where(type => type is not null).Select(type => type!).ToList();
        return Outgoing.FirstOrDefault(plan => types.Contains(plan.Main))
            ?? Outgoing.Where(plan => types.Any(type => type.StartsWith(plan.Type + "-", StringComparison.Ordinal))).MaxBy(plan => plan.Type.Length)
            ?? (ByRecipient(draft.Meta) is { } name ? DocflowPlans.Find(name) : null);
    }

    /// <summary>The last segment of a draft document's type.</summary>
    public static string? TypeOf(DraftDocument document) =>
        document.Type?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true ? document.Type[Prefix.Length..] : null;

    /// <summary>The recipient's code in the kind of bodies that the docflow goes to.</summary>
    public static string? RecipientOf(DocflowPlan plan, DraftMeta meta)
    {
        var recipient = meta.Recipient!;
        return (plan.Body switch
        {
            "fns" => plan.Type == "business-registration" ? recipient.RegistrationIfnsCode ?? recipient.IfnsCode : recipient.IfnsCode,
            "stat" => recipient.TogsCode,
            "pfr" => recipient.UpfrCode ?? recipient.SfrCode,
            "mvd" => recipient.MvdCode,
            _ => recipient.FssCode,
        }) is { Length: > 0 } code ? code : null;
    }

    private static string? ByRecipient(DraftMeta meta) => meta switch
    {
        { Recipient.IfnsCode.Length: > 0 } => Docflow.FnsReport,
        { Recipient.TogsCode.Length: > 0 } => "stat-report",
        { Recipient.MvdCode.Length: > 0 } => "mvd-notification",
        { Recipient.RegistrationIfnsCode.Length: > 0 } => "business-registration",
        { Recipient.FssCode.Length: > 0 } => "fss-sedo-provider-subscription",
        { Payer.RegistrationNumberSfr.Length: > 0 } => "sfr-report",
        { Recipient.UpfrCode.Length: > 0 } or { Recipient.SfrCode.Length: > 0 } => "pfr-report",
        _ => null,
    };
}

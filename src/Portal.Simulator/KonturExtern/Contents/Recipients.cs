using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>Whom contents are encrypted for: what is sent, for the state body and its sender; what a state body answers, for the docflow's sender.</summary>
internal sealed class Recipients(EncryptionKeys keys, CertificateVault vault, ControlUnits units)
{
    /// <summary>Recipients of a draft's documents.</summary>
    public IReadOnlyList<Recipient> Of(ExternDraft draft)
    {
        var body = keys.RecipientOf(CertificateOf(draft.Meta.Recipient));
        return keys.RecipientOf(draft.Meta.Sender?.Certificate?.Content) is { } sender ? [body, sender] : [body];
    }

    /// <summary>
    /// Recipients of a state body's documents: the sender's certificate, or the owner's own that lives longest when the sandbox has no key for that.
    /// Whoever has neither gets what only the operator can open.
    /// </summary>
    public IReadOnlyList<Recipient> Of(Docflow docflow) =>
        [keys.RecipientOf(docflow.SenderCertificate) ?? keys.RecipientOf(vault.OfUser(docflow.OwnerId).Where(one => one.IsCloud).MaxBy(one => one.NotAfter) ?? vault.Operator)];

    private SandboxCertificate CertificateOf(DraftRecipient? recipient)
    {
        var (type, code) = recipient switch
        {
            { IfnsCode: { Length: > 0 } ifns } => ("fns", ifns),
            { RegistrationIfnsCode: { Length: > 0 } registration } => ("fns", registration),
            { TogsCode: { Length: > 0 } togs } => ("stat", togs),
            { UpfrCode: { Length: > 0 } upfr } => ("pfr", upfr),
            { SfrCode: { Length: > 0 } sfr } => ("pfr", sfr),
            { FssCode: { Length: > 0 } fss } => ("fss", fss),
            { MvdCode: { Length: > 0 } mvd } => ("mvd", mvd),
            _ => ("pfr", "sfr"), // EFS-1 names the payer instead of a recipient (drafts contract 1.3).
        };

        // A code outside the handbook is anybody's text, and the name becomes a file's.
        return units.Find(type, code) is { } unit ? ControlUnits.CertificateOf(vault, unit) : vault.StateBody($"{type}-other", "Государственный орган");
    }
}

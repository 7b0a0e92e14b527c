using Portal.Simulator.KonturExtern.Docflows;

namespace Portal.Simulator.KonturExtern.Events;

/// <summary>Which documented <c>new-state</c> a document of a docflow stands for (auth contract 4.5); most documents stand for none.</summary>
internal static class TransactionStates
{
    /// <summary>First the state of the docflow's own document, then those of the answers; docflow types outside this list have no published states.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["fns534-report"] = Split("report report-receipt acceptance-result-positive acceptance-result-negative processing-result-ok processing-result-precise acceptance-result-2ndfl"),
        ["fns534-ion"] = Split("request receipt-request-cu acceptance-result-positive acceptance-result-negative receipt-acceptance-result-abonent receipt-response-abonent response"),
        ["fns534-letter"] = Split("respondent-letter receipt-date-confirmation-abonent receipt-cu decline receipt-acceptance-result-abonent"),
        ["fns534-cu-letter"] = Split("cu-letter date-confirmation letter-receipt-abonent"),
        ["fns534-cu-broadcast"] = Split("cu-group-letter group-letter-receipt-abonent"),
        ["fns534-submission"] = Split("message receipt-cu receipt-date-confirmation-abonent acceptance-result-positive acceptance-result-negative receipt-acceptance-result-abonent"),
        ["fns534-inventory"] = Split("message receipt-cu receipt-date-confirmation-abonent acceptance-result-positive acceptance-result-negative receipt-acceptance-result-abonent"),
        ["fns534-demand"] = Split("document date-confirmation receipt-abonent receiption-result-abonent-positive receiption-result-abonent-negative receiption-result-cu"),
        ["fns534-application"] = Split("application receipt-cu receipt-date-confirmation-abonent acceptance-result-positive acceptance-result-negative processing-result-v2-positive processing-result-v2-negative"),
        ["pfr-report"] = Split("report report-acknowledgement protocol-positive protocol-negative protocol-receipt report-upfr-error"),
        ["pfr-letter"] = Split("respondent-letter respondent-letter-receipt respondent-upfr-error"),
        ["pfr-cu-letter"] = Split("cu-letter cu-letter-receipt cu-upfr-error"),
        ["stat-report"] = Split("report stat-report-receipt-report-cu protocol-receipt-abonent protocol-v2-receipt-abonent protocol-v2-success protocol-v2-fail protocol-v2-conditional-success protocol-fail protocol-success"),
        ["stat-letter"] = Split("letter-respondent receipt-letter-cu"),
        ["stat-cu-letter"] = Split("letter-cu receipt-letter-abonent letter-timeconf"),
        ["fss-report"] = Split("report acceptance-result processing-result-negative processing-result-suppositive processing-result-positive"),
    };

    public static string? Of(Docflow docflow, DocflowDocument document)
    {
        if (!Known.TryGetValue(docflow.Type, out var states))
        {
            return null;
        }

        if (document.Type == docflow.Type)
        {
            return states[0];
        }

        // A receipt that the organisation signed is not the state body's.
        var own = document.Signatures.Any(signature => signature.SignerType == "organization-representative");
        return states.Skip(1).Where(state => document.Type == state || document.Type.EndsWith("-" + state, StringComparison.Ordinal))
            .Where(state => !own || !(state.EndsWith("-cu", StringComparison.Ordinal) || state == "report-receipt"))
            .MaxBy(state => state.Length)
            ?? (own ? null : states.Skip(1).FirstOrDefault(state => document.Type == $"{docflow.Type}-receipt" && state is "report-receipt" or "receipt-cu"));
    }

    private static string[] Split(string states) => states.Split(' ');
}

using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Docflows.Machines;

namespace Portal.Simulator.KonturExtern.Events;

/// <summary>Which documented <c>new-state</c> each document of a docflow stands for (auth contract 4.5); most documents stand for none.</summary>
internal static class TransactionStates
{
    private const string Main = "main";

    /// <summary>
    /// By docflow type: <c>document=state</c>, the document without the type before it, and after a slash what it answers where it is the user's reply.
    /// Docflow types outside this list have no published states.
    /// </summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Known = new()
    {
        ["fns534-report"] = Table("main=report receipt=report-receipt", Results, "processing-result-ok processing-result-precise acceptance-result-2ndfl-protocol=acceptance-result-2ndfl"),
        ["fns534-ion"] = Table("main=request receipt=receipt-request-cu", Results, Confirmed, "receipt/acceptance-result=receipt-acceptance-result-abonent response receipt/response=receipt-response-abonent"),
        ["fns534-letter"] = Table("main=respondent-letter receipt=receipt-cu", Confirmed, "decline-notice=decline receipt/decline-notice=receipt-acceptance-result-abonent"),
        ["fns534-cu-letter"] = Table("main=cu-letter date-confirmation receipt/main=letter-receipt-abonent"),
        ["fns534-cu-broadcast"] = Table("main=cu-group-letter"),
        ["fns534-submission"] = Table("main=message receipt=receipt-cu", Results, Confirmed, "receipt/acceptance-result=receipt-acceptance-result-abonent"),
        ["fns534-inventory"] = Table("main=message receipt=receipt-cu", Results, Confirmed, "receipt/acceptance-result=receipt-acceptance-result-abonent"),
        ["fns534-demand"] = Table(
            "main=document date-confirmation receipt/main=receipt-abonent receipt=receiption-result-cu",
            "acceptance-result-positive/main=receiption-result-abonent-positive acceptance-result-negative/main=receiption-result-abonent-negative"),
        ["fns534-application"] = Table(
            "main=application receipt=receipt-cu", Results, Confirmed, "receipt/acceptance-result=receipt-acceptance-result-abonent",
            "processing-result-positive=processing-result-v2-positive processing-result-negative=processing-result-v2-negative receipt/processing-result=receipt-processing-result-v2-abonent"),
        ["pfr-report"] = Table(
            "main=report acknowledgement=report-acknowledgement acknowledgement-v2=report-acknowledgement error-description=report-upfr-error",
            "protocol=protocol-positive protocol-check=protocol-positive decline-notice=protocol-negative"),
        ["pfr-letter"] = Table("main=respondent-letter letter-acknowledgement=respondent-letter-receipt error-description=respondent-upfr-error"),
        ["pfr-cu-letter"] = Table("main=cu-letter letter-acknowledgement/main=cu-letter-receipt"),
        ["stat-report"] = Table(
            "main=report receipt=stat-report-receipt-report-cu receipt/protocol-v2=protocol-v2-receipt-abonent protocol-v2-positive=protocol-v2-success",
            "protocol-v2-precise=protocol-v2-conditional-success protocol-v2-negative=protocol-v2-fail protocol-v2-reject=protocol-v2-fail"),
        ["stat-letter"] = Table("main=letter-respondent receipt=receipt-letter-cu"),
        ["stat-cu-letter"] = Table("main=letter-cu receipt/main=receipt-letter-abonent confirmation=letter-timeconf"),
    };

    private const string Results = "acceptance-result-positive acceptance-result-negative";
    private const string Confirmed = "receipt/date-confirmation=receipt-date-confirmation-abonent";

    /// <summary>Everything of a docflow that has a published state.</summary>
    public static IEnumerable<Happening> Of(Docflow docflow)
    {
        if (!Known.TryGetValue(docflow.Type, out var states))
        {
            yield break;
        }

        foreach (var document in docflow.Documents)
        {
            if (StateOf(docflow, document, states) is { } state)
            {
                yield return new Happening(document.Id, document.SendDate, state == "protocol-positive" && docflow.SuccessState == "failed" ? "protocol-negative" : state);
            }

            // The user's receipt of a protocol is a signature under it.
            if (document.Type == "pfr-report-protocol" && document.Signatures.FirstOrDefault(one => one.SignerType == DocflowDocuments.Organization) is { } receipt)
            {
                yield return new Happening(receipt.Id, docflow.LastChange, "protocol-receipt");
            }
        }
    }

    private static string? StateOf(Docflow docflow, DocflowDocument document, Dictionary<string, string> states)
    {
        var name = NameOf(docflow, document.Type);
        if (document.Answers is not { } answered)
        {
            return states.GetValueOrDefault(name);
        }

        var about = NameOf(docflow, answered);
        return states.FirstOrDefault(pair => pair.Key.Split('/') is [var reply, var to] && reply == name && about.StartsWith(to, StringComparison.Ordinal)).Value;
    }

    private static string NameOf(Docflow docflow, string type) =>
        type == DocflowPlans.Of(docflow).Main ? Main : type.StartsWith(docflow.Type + "-", StringComparison.Ordinal) ? type[(docflow.Type.Length + 1)..] : type;

    private static Dictionary<string, string> Table(params IReadOnlyList<string> rows) => rows.SelectMany(row => row.Split(' ')).Select(entry => entry.Split('='))
        .ToDictionary(entry => entry[0], entry => entry[^1]);
}

/// <summary>What an event tells of: a document, or a signature that stands for one.</summary>
internal sealed record Happening(Guid Id, DateTimeOffset At, string State);

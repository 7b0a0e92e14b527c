namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Forms of the documents that the tax service demands with (drafts contract 6.5 names those that an inventory may answer).</summary>
internal static class DemandForms
{
    private const string Payment = "1160001";

    private static readonly Dictionary<string, (string Full, string Short)> Known = new()
    {
        ["1165013"] = ("Требование о представлении документов (информации)", "Требование"),
        ["1165050"] = ("Требование о представлении пояснений", "Требование о пояснениях"),
        ["1152006"] = ("Уведомление о вызове налогоплательщика", "Уведомление о вызове"),
        ["1153007"] = ("Сообщение с требованием представления пояснений", "Сообщение"),
        ["1125008"] = ("Сообщение о несоответствии сведений", "Сообщение о несоответствии"),
        [Payment] = ("Требование об уплате налога", "Требование об уплате"),
    };

    public static bool IsPayment(string knd) => knd == Payment;

    public static FormVersion Describe(string knd)
    {
        var (full, brief) = Known.TryGetValue(knd, out var known) ? known : ($"Документ налогового органа (КНД {knd})", "Документ");
        return new FormVersion(knd, null, "5.02", full, brief);
    }
}

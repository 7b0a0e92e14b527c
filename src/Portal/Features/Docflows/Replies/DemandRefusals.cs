namespace Portal.Features.Docflows.Replies;

/// <summary>Why a demand may be refused: the service's codes in words (contract drafts 5.9).</summary>
public static class DemandRefusals
{
    /// <summary>Code and reason, in the order of the dialog.</summary>
    public static IReadOnlyList<(string Code, string Reason)> All { get; } =
    [
        ("0300300001", "Файл требования не соответствует установленному формату"),
        ("0400100005", "ИНН и КПП в требовании не принадлежат вашей организации"),
        ("0300300030", "Приложений пришло не столько, сколько указано в требовании"),
        ("0100100004", "Подпись инспекции не сходится с документом"),
        ("0100300003", "Документ зашифрован не для вас, прочитать его нельзя"),
    ];

    /// <summary>True for a code of the list.</summary>
    public static bool IsKnown(string code) => All.Any(one => one.Code == code);
}

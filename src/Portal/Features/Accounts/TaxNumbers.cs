using System.Globalization;

namespace Portal.Features.Accounts;

/// <summary>INN, KPP and OGRN as people type them: what is wrong, in a sentence for the place beside the field.</summary>
public static class TaxNumbers
{
    private static readonly int[] Ten = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    private static readonly int[] Eleven = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    private static readonly int[] Twelve = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

    /// <summary>Ten digits for an organisation, twelve for a person, the last ones being control digits.</summary>
    public static string? InnProblem(string inn) =>
        inn is "" ? "Укажите ИНН"
        : !inn.All(char.IsAsciiDigit) ? "ИНН состоит только из цифр"
        : inn.Length is not (10 or 12) ? "В ИНН 10 цифр у организации и 12 у предпринимателя"
        : inn.All(digit => digit == '0') || !IsControlled(inn) ? "Такого ИНН не бывает: не сходится контрольная цифра"
        : null;

    /// <summary>Nine characters: four digits, two digits or capital letters, three digits.</summary>
    public static string? KppProblem(string kpp) =>
        kpp is "" ? "Укажите КПП"
        : kpp.Length != 9 ? "В КПП 9 знаков"
        : kpp[..4].All(char.IsAsciiDigit) && kpp[4..6].All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) && kpp[6..].All(char.IsAsciiDigit) ? null
        : "КПП — это 4 цифры, 2 цифры или латинские буквы и ещё 3 цифры";

    /// <summary>Thirteen digits for an organisation, fifteen for an entrepreneur, the last one being a control digit.</summary>
    public static string? OgrnProblem(string ogrn) =>
        ogrn is "" ? "Укажите ОГРН"
        : !ogrn.All(char.IsAsciiDigit) ? "ОГРН состоит только из цифр"
        : ogrn.Length is not (13 or 15) ? "В ОГРН 13 цифр у организации и 15 у предпринимателя"
        : ogrn[0] == '0' || long.Parse(ogrn[..^1], CultureInfo.InvariantCulture) % (ogrn.Length - 2) % 10 != ogrn[^1] - '0' ? "Такого ОГРН не бывает: не сходится контрольная цифра"
        : null;

    /// <summary>True for twelve digits: a person, who has no KPP.</summary>
    public static bool IsPerson(string inn) => inn.Length == 12;

    private static bool IsControlled(string inn) => inn.Length == 10
        ? Control(inn, Ten) == inn[9]
        : Control(inn, Eleven) == inn[10] && Control(inn, Twelve) == inn[11];

    private static char Control(string inn, int[] weights) =>
        (char)('0' + weights.Select((weight, place) => weight * (inn[place] - '0')).Sum() % 11 % 10);
}

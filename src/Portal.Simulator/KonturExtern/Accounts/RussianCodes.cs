using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Forms and control digits of Russian classifiers (auth contract 3.2, drafts contract 1.3).</summary>
internal static partial class RussianCodes
{
    public static bool IsInnForm(string? inn) => inn is not null && InnForm().IsMatch(inn);

    public static bool IsKppForm(string? kpp) => kpp is not null && KppForm().IsMatch(kpp);

    /// <summary>Ten or twelve digits with right control digits; all zeros is no INN.</summary>
    public static bool IsInn(string? inn)
    {
        if (inn is null || !IsInnForm(inn) || inn.All(digit => digit == '0'))
        {
            return false;
        }

        return inn == InnOf(inn[..(inn.Length == 10 ? 9 : 10)]);
    }

    /// <summary>Nine digits become an organisation's INN, ten a person's.</summary>
    public static string InnOf(string head)
    {
        if (head.Length == 9)
        {
            return head + Control(head, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
        }

        var first = head + Control(head, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
        return first + Control(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
    }

    /// <summary>Nine digits (above 001001998, below which there are no control digits) become a SNILS.</summary>
    public static string SnilsOf(string head)
    {
        var sum = head.Select((digit, index) => (9 - index) * (digit - '0')).Sum() % 101 % 100;
        return head + sum.ToString("00", CultureInfo.InvariantCulture);
    }

    private static int Control(string inn, int[] weights) => weights.Select((weight, index) => weight * (inn[index] - '0')).Sum() % 11 % 10;

    [GeneratedRegex(@"\A([0-9]{10}|[0-9]{12})\z")]
    private static partial Regex InnForm();

    [GeneratedRegex(@"\A[0-9]{4}[0-9A-Z]{2}[0-9]{3}\z")]
    private static partial Regex KppForm();
}

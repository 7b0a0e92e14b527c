using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>Pages as links: «1–50 из 1 204».</summary>
public sealed partial class Pager
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    /// <summary>Counted from one.</summary>
    [Parameter, EditorRequired] public int Page { get; set; } = 1;
    [Parameter, EditorRequired] public int PageSize { get; set; } = 50;
    [Parameter, EditorRequired] public long Total { get; set; }
    [Parameter, EditorRequired] public Func<int, string> Href { get; set; } = null!;

    private int Pages => (int)Math.Max(1, (Total + PageSize - 1) / PageSize);

    private string Figures
    {
        get
        {
            var first = ((Page - 1L) * PageSize) + 1;
            var last = Math.Min((long)Page * PageSize, Total);
            return first > Total ? string.Create(Russian, $"всего {Total:N0}") : string.Create(Russian, $"{first:N0}–{last:N0} из {Total:N0}");
        }
    }

    /// <summary>First, last and the neighbours; zero is a gap.</summary>
    private IEnumerable<int> Numbers
    {
        get
        {
            var before = 0;
            for (var number = 1; number <= Pages; number++)
            {
                if (number != 1 && number != Pages && Math.Abs(number - Page) > 1)
                {
                    continue;
                }

                if (number - before > 1)
                {
                    yield return 0;
                }

                yield return number;
                before = number;
                number = number == 1 && Page > 3 ? Page - 2 : number == Page + 1 && Pages > number + 1 ? Pages - 1 : number;
            }
        }
    }
}

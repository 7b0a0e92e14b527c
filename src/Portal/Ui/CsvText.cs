using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Ui;

/// <summary>Lines of a CSV file as Excel opens it: semicolons, and no cell that a spreadsheet would take for a formula. The file itself begins with a BOM.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(";\"\r\n\t");
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>A line with its end.</summary>
    public static string Line(params IEnumerable<string?> cells) => new StringBuilder().AppendJoin(';', cells.Select(Cell)).Append("\r\n").ToString();

    /// <summary>One cell: a leading formula character is disarmed, what needs quotes gets them.</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.TrimStart(' ', '\u00a0').AsSpan().IndexOfAny(Formula) == 0)
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(Quoted) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>An instant as Excel reads a date, in Moscow time; empty for none.</summary>
    public static string? Time(DateTimeOffset? instant) => instant?.ToOffset(Moscow).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}

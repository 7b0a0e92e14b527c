using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Features.Audit;

/// <summary>The audit as Excel opens it: UTF-8 with BOM, semicolons, and no cell that a spreadsheet would take for a formula.</summary>
public static class AuditCsv
{
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(";\"\r\n\t");
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>The first line.</summary>
    public static string Header { get; } = Line(
        "Номер", "Время (МСК)", "Кто", "Действие", "Исход", "Организация", "Объект", "Подробности", "Номер запроса", "Человек (id)", "Связь (id)", "Сеанс (id)",
        "Код действия", "Код исхода");

    /// <summary>One row.</summary>
    public static string Line(AuditRow row) => Line(
        row.Seq?.ToString(CultureInfo.InvariantCulture), row.At.ToOffset(Moscow).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture), row.PersonName,
        AuditWords.Operation(row.Operation), AuditWords.Outcome(row.Outcome).Word, row.AccountId, row.ObjectId, row.Detail, row.TraceId, row.PersonId, row.LinkId,
        row.SessionId, row.Operation, row.Outcome);

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

    private static string Line(params string?[] cells) => new StringBuilder().AppendJoin(';', cells.Select(Cell)).Append("\r\n").ToString();
}

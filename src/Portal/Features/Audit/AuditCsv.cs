using System.Globalization;
using Portal.Ui;

namespace Portal.Features.Audit;

/// <summary>The audit as lines of CSV.</summary>
public static class AuditCsv
{
    /// <summary>The first line.</summary>
    public static string Header { get; } = CsvText.Line(
        "Номер", "Время (МСК)", "Кто", "Действие", "Исход", "Организация", "Объект", "Подробности", "Номер запроса", "Человек (id)", "Связь (id)", "Сеанс (id)",
        "Код действия", "Код исхода");

    /// <summary>One row.</summary>
    public static string Line(AuditRow row) => CsvText.Line(
        row.Seq?.ToString(CultureInfo.InvariantCulture), CsvText.Time(row.At), row.PersonName, AuditWords.Operation(row.Operation), AuditWords.Outcome(row.Outcome).Word,
        row.AccountId, row.ObjectId, row.Detail, row.TraceId, row.PersonId, row.LinkId, row.SessionId, row.Operation, row.Outcome);
}

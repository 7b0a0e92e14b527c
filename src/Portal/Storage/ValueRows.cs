using System.Globalization;
using System.Text;
using Dapper;

namespace Portal.Storage;

/// <summary>Many rows in one statement: <c>(@a0, @b0), (@a1, @b1)</c>, with their values. Both engines take it; Npgsql would take a list as an array.</summary>
public static class ValueRows
{
    /// <summary>Most values in one list.</summary>
    public const int Most = 200;

    // SQLite looks every name up among all of a statement: 10,000 rows were written twice as fast with 160 names as with 700.
    private const int MostNames = 160;

    /// <summary>Cuts rows into statements of a good size.</summary>
    public static IEnumerable<T[]> Statements<T>(IEnumerable<T> rows, int columns) => rows.Chunk(Math.Max(1, MostNames / columns));

    /// <summary>The text after VALUES, or after IN ( for one column.</summary>
    public static (string Text, DynamicParameters Values) Of<T>(IReadOnlyList<T> rows, params (string Name, Func<T, object?> Value)[] columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        var text = new StringBuilder();
        var values = new DynamicParameters();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(columns.Length > 1 ? "(" : "");
            for (var c = 0; c < columns.Length; c++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{columns[c].Name}{i}");
                text.Append(c == 0 ? "@" : ", @").Append(name);
                values.Add(name, columns[c].Value(rows[i]));
            }

            text.Append(columns.Length > 1 ? ")" : "");
        }

        return (text.ToString(), values);
    }

    /// <summary>A list of texts for <c>IN (…)</c>.</summary>
    public static (string Text, DynamicParameters Values) Of(IReadOnlyList<string> texts) => Of(texts, ("v", text => text));
}

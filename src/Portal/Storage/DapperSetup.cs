using System.Data;
using Dapper;

namespace Portal.Storage;

/// <summary>The two conventions of every store: <c>snake_case</c> columns, and instants as milliseconds since 1970 UTC.</summary>
internal static class DapperSetup
{
    private static readonly Lazy<bool> Once = new(() =>
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new Milliseconds());
        return true;
    });

    public static void Apply() => _ = Once.Value;

    private sealed class Milliseconds : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, null));
    }
}

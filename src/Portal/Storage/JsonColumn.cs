using System.Data;
using System.Text.Json;
using Dapper;

namespace Portal.Storage;

/// <summary>A value kept as JSON in a text column. A store registers the types of its own columns.</summary>
public sealed class JsonColumn<T> : SqlMapper.TypeHandler<T>
{
    /// <inheritdoc />
    public override void SetValue(IDbDataParameter parameter, T? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value);
    }

    /// <inheritdoc />
    public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value);
}

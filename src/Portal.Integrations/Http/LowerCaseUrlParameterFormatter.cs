using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Refit;

namespace Portal.Integrations.Http;

/// <summary>
/// How values are written into addresses: booleans <c>true</c>/<c>false</c>, instants ISO 8601 with zone and 7 fraction digits, dates <c>yyyy-MM-dd</c>,
/// enums in kebab-case (contract drafts 5.1, Appendix D). Refit alone would write the C# forms.
/// </summary>
public sealed class LowerCaseUrlParameterFormatter : DefaultUrlParameterFormatter
{
    /// <inheritdoc/>
    public override string? Format(object? value, ICustomAttributeProvider attributeProvider, Type type) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum name => JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString()),
        Guid id => id.ToString("D"),
        _ => base.Format(value, attributeProvider, type),
    };
}

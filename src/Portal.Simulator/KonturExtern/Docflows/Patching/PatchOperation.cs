using System.Text.Json;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows.Patching;

/// <summary>One operation of JSON-Patch (drafts contract 5.7): its path below <c>/description/requisites</c>, without hyphens and in lower case.</summary>
internal sealed record PatchOperation(string Kind, IReadOnlyList<string> Path, JsonElement? Value)
{
    public const string Add = "add";
    public const string Replace = "replace";
    public const string Remove = "remove";
    private const int MostOperations = 100;

    /// <summary>A single object or an array; members besides op, path and value mean nothing.</summary>
    public static IReadOnlyList<PatchOperation> Read(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Object => [One(body)],
        JsonValueKind.Array when body.GetArrayLength() is > 0 and <= MostOperations => [.. body.EnumerateArray().Select(One)],
        _ => throw ExternException.BadRequest($"Передайте операцию JSON-Patch или массив операций, не больше {MostOperations}."),
    };

    /// <summary>The value as what is expected at the path.</summary>
    public T Read<T>()
        where T : class
    {
        try
        {
            return Value?.Deserialize<T>(ExternJson.Options) ?? throw Wrong();
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    public ExternException Wrong() => ExternException.BadRequest($"Неверное значение или путь операции {Kind}: {string.Join('/', Path)}.");

    private static PatchOperation One(JsonElement operation)
    {
        var kind = Text(operation, "op")?.ToLowerInvariant();
        var path = Text(operation, "path");
        if (kind is not (Add or Replace or Remove) || path is null)
        {
            throw ExternException.BadRequest("В операции JSON-Patch нужны op (add, replace, remove) и path.");
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => segment.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()).ToList();
        return segments is ["description", "requisites", .. var rest] && rest.Count > 0
            ? new PatchOperation(kind, [.. rest], operation.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null ? value : null)
            : throw ExternException.BadRequest($"Изменить можно только реквизиты: {path}.");
    }

    private static string? Text(JsonElement operation, string name) =>
        operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Text.Json;

namespace Portal.Ui;

/// <summary>Why a file was not uploaded, in one sentence.</summary>
public static class UploadRefusal
{
    /// <summary>Refused in the browser.</summary>
    public static string BeforeSending(string fileName, string reason, IReadOnlyList<string> extensions, long maxSize, int maxFiles = 1) => reason switch
    {
        "many" => $"Файл «{fileName}» лишний: за один раз не больше {maxFiles}. Когда загрузятся остальные, нажмите «Повторить».",
        "extension" => $"Файл «{fileName}» не подходит. Выберите файл {string.Join(" или ", extensions.Select(e => e.TrimStart('.').ToUpperInvariant()))}.",
        "size" => $"Файл «{fileName}» больше {FileSize.Of(maxSize)}. Выберите файл поменьше.",
        _ => $"Файл «{fileName}» пустой. Проверьте, тот ли это файл.",
    };

    /// <summary>Refused by the endpoint: its own Russian detail or title wins.</summary>
    public static string Sentence(string fileName, int status, string answer, long maxSize) => Own(answer) ?? status switch
    {
        0 => $"Связь прервалась, файл «{fileName}» не загружен. Выберите его ещё раз.",
        400 or 422 => $"Файл «{fileName}» не принят. Проверьте, тот ли это файл.",
        401 => "Сеанс закончился. Обновите страницу и войдите ещё раз.",
        403 => $"Нет права загружать сюда файлы. «{fileName}» не загружен.",
        413 => $"Файл «{fileName}» больше {FileSize.Of(maxSize)}. Выберите файл поменьше.",
        _ => $"Файл «{fileName}» не загружен: ошибка на сервере. Повторите через минуту.",
    };

    private static string? Own(string answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return Text(problem.RootElement, "detail") ?? Text(problem.RootElement, "title");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Built-in problem titles are English («Bad Request»): only a Russian sentence is meant for the user.
    private static string? Text(JsonElement problem, string property) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } text && text.Any(letter => letter is >= 'А' and <= 'я') ? text : null;
}

using System.Globalization;

namespace Portal.Ui;

/// <summary>Sizes of files as people read them: «640 КБ», «12,4 МБ».</summary>
public static class FileSize
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static string Of(long bytes) => bytes switch
    {
        < 1024 => $"{bytes}\u00a0Б",
        < 1024 * 1024 => $"{bytes / 1024d:0}\u00a0КБ",
        < 1024L * 1024 * 1024 => string.Create(Russian, $"{bytes / 1024d / 1024:0.#}\u00a0МБ"),
        _ => string.Create(Russian, $"{bytes / 1024d / 1024 / 1024:0.#}\u00a0ГБ"),
    };
}

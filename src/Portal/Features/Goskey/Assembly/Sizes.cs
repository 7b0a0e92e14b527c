using System.Globalization;

namespace Portal.Features.Goskey.Assembly;

/// <summary>Sizes as the service counts them: decimal megabytes (contract goskey 0.3).</summary>
internal static class Sizes
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    /// <summary>«12,3 МБ», «840 КБ», «12 байт»; rounded down, so that what is said to be left is there.</summary>
    public static string Of(long bytes) =>
        bytes >= 1_000_000 ? $"{(Math.Floor(bytes / 100_000m) / 10).ToString("0.#", Russian)} МБ"
        : bytes >= 1_000 ? $"{bytes / 1_000} КБ"
        : $"{bytes} байт";
}

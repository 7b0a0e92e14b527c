namespace Portal.Features.Sessions;

/// <summary>A browser in a person's words, read from what it calls itself. A guess for recognition, nothing more: anybody can write anything there.</summary>
public static class BrowserName
{
    // The order matters: nearly every browser also calls itself Chrome and Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("YaBrowser/", "Яндекс Браузер"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("Chromium-Gost", "Chromium-Gost"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>«Chrome, Windows».</summary>
    public static string Of(string? userAgent) => string.Join(", ", new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>()) is { Length: > 0 } name
        ? name
        : "Неизвестный браузер";

    private static string? Find((string Mark, string Name)[] marks, string? text) =>
        marks.FirstOrDefault(mark => text?.Contains(mark.Mark, StringComparison.Ordinal) == true).Name;
}

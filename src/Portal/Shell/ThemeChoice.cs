namespace Portal.Shell;

/// <summary>What the person chose (light, dark, system) and what it comes to now. The cookie is written by theme.js.</summary>
public sealed record ThemeChoice(string Mode, bool Dark)
{
    public const string Cookie = "theme";

    /// <summary>Null at the first visit: then the browser is asked before anything is drawn.</summary>
    public static ThemeChoice? Parse(string? cookie) => cookie?.Split('.') is [("light" or "dark" or "system") and var mode, ("light" or "dark") and var now]
        ? new(mode, now == "dark")
        : null;
}

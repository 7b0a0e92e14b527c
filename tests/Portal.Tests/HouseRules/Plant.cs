namespace Portal.Tests.HouseRules;

/// <summary>Files made up for a rule: they break it once or more, or come close to it and do not.</summary>
internal sealed record Plant(string Rule, string Title, bool Breaks, (string Path, string Text)[] Files)
{
    public static Plant Fires(string rule, string title, params (string Path, string Text)[] files) => new(rule, title, true, files);

    public static Plant IsQuiet(string rule, string title, params (string Path, string Text)[] files) => new(rule, title, false, files);
}

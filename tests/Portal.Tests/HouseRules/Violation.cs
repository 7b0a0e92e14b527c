namespace Portal.Tests.HouseRules;

/// <summary>A place that breaks a rule.</summary>
internal sealed record Violation(string Rule, string Path, int Line, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line}: {Message} [{Rule}]";
}

namespace Portal.Features.AccountLinks;

/// <summary>Why an administrator did something, as typed.</summary>
public static class LinkReason
{
    /// <summary>Longest text that is kept, in characters.</summary>
    public const int Longest = 500;

    /// <summary>The text without blanks around it, at most <see cref="Longest"/>; null when there is none.</summary>
    public static string? Clip(string? reason) => reason?.Trim() switch
    {
        null or "" => null,
        { Length: > Longest } text => text[..Longest],
        var text => text,
    };
}

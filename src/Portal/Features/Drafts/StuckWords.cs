namespace Portal.Features.Drafts;

/// <summary>Operations that keep failing, in words for people.</summary>
public static class StuckWords
{
    /// <summary>What is asked for.</summary>
    public static string Of(DraftTaskKind kind) => kind switch
    {
        DraftTaskKind.Check => "результат проверки",
        DraftTaskKind.Prepare => "результат подготовки к отправке",
        _ => "принята ли отправка",
    };

    /// <summary>«с 14:05» in a sentence: the day is said only when it is not today.</summary>
    public static string Since(string near) => "с " + near.Replace("сегодня, ", "", StringComparison.Ordinal);
}

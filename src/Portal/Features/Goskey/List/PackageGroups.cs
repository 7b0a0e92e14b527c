namespace Portal.Features.Goskey.List;

/// <summary>The filter's choices: their words, and how the address tells them.</summary>
public static class PackageGroups
{
    /// <summary>In the order of the screen; the first has no key.</summary>
    public static IReadOnlyList<(PackageGroup Group, string? Key, string Text)> All { get; } =
    [
        (PackageGroup.All, null, "Все"),
        (PackageGroup.UnderWay, "way", "В пути"),
        (PackageGroup.NeedsYou, "attention", "Требуют внимания"),
        (PackageGroup.Signed, "signed", "Подписаны"),
        (PackageGroup.Drafts, "drafts", "Черновики"),
    ];

    /// <summary>What an address asks for; unknown words ask for everything.</summary>
    public static PackageGroup Of(string? key) => All.FirstOrDefault(choice => choice.Key == key).Group;
}

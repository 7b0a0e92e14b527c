using System.Globalization;
using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.ControlRoom;

/// <summary>Times and empty cards as the control room writes them.</summary>
internal static class RoomText
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    /// <summary>The simulator's clock, and how far ahead of the wall it is.</summary>
    public static Html Clock(SimulatorClock clock) => Html.Of(
        $"""<b>{clock.UtcNow.ToOffset(Moscow).ToString("d MMMM yyyy, HH:mm", Russian)} МСК</b>{Ahead(clock.Offset)}""");

    public static string Time(DateTimeOffset at) => at.ToOffset(Moscow).ToString("dd.MM HH:mm:ss", Russian);

    public static string Date(DateTimeOffset at) => at.ToOffset(Moscow).ToString("dd.MM.yyyy", Russian);

    public static Html Empty(string sentence) => Html.Of($"""<p class="soft empty">{sentence}</p>""");

    private static Html Ahead(TimeSpan offset)
    {
        string[] parts = [offset.Days > 0 ? $"{offset.Days} сут" : "", offset.Hours > 0 ? $"{offset.Hours} ч" : "", offset.Minutes > 0 ? $"{offset.Minutes} мин" : ""];
        return offset < TimeSpan.FromMinutes(1)
            ? Html.Empty
            : Html.Of($""" <span class="soft">впереди настоящих на {string.Join(' ', parts.Where(part => part.Length > 0))}</span>""");
    }
}

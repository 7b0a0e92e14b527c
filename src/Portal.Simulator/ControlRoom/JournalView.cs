using Portal.Simulator.Controls;
using Portal.Simulator.Pages;

namespace Portal.Simulator.ControlRoom;

/// <summary>The newest requests that the simulator received.</summary>
internal sealed class JournalView(RequestJournal journal) : IRoomView
{
    private const int Shown = 40;

    public string Id => "journal";

    public string Title => "Последние запросы";

    public bool IsWide => true;

    public Html Draw() => journal.Read(last: Shown) is { Count: > 0 } entries
        ? Html.Of($"""<ol class="journal" tabindex="0" aria-label="Журнал запросов">{Html.Join(entries.Reverse().Select(Row))}</ol>""")
        : RoomText.Empty("Запросов ещё не было.");

    private static Html Row(JournalEntry entry)
    {
        var kind = entry.Status >= 500 ? "bad" : entry.Status >= 400 ? "odd" : "good";
        var dropped = entry.Dropped ? new Html("""<span class="chip bad">ответ потерян</span>""") : Html.Empty;
        var person = entry.Person is null ? Html.Empty : Html.Of($"""<span class="soft">{entry.Person}</span>""");
        return Html.Of(
            $"""
            <li><time class="soft">{RoomText.Time(entry.At)}</time><span class="chip {kind}">{entry.Status}</span><span class="verb">{entry.Verb}</span>
            <span class="path" title="{entry.Path}">{entry.Path}</span><span class="tail">{dropped}{person}</span></li>
            """);
    }
}

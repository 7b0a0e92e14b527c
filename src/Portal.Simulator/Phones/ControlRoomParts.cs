using System.Globalization;
using Portal.Simulator.Controls;
using Portal.Simulator.Pages;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.Phones;

/// <summary>The parts of the control room that change while one looks at them.</summary>
internal sealed record ControlRoomParts(Html Sms, Html Journal, Html Faults, Html Clock)
{
    private const int MessagesOfOnePhone = 6;
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static Html DrawSms(IReadOnlyList<Sms> messages) => messages.Count == 0
        ? new("""<p class="soft empty">Пока ни одного сообщения. Код придёт сюда, когда портал попросит подтвердить подпись.</p>""")
        : Html.Join(messages.GroupBy(message => message.Phone).Select(phone => Html.Of(
            $"""
            <section class="phone"><h3>{Format(phone.Key)} <span class="soft">{Owner(phone.Key)}</span></h3>
            {Html.Join(phone.Take(MessagesOfOnePhone).Select(Message))}</section>
            """)));

    public static Html DrawJournal(IReadOnlyList<JournalEntry> entries) => entries.Count == 0
        ? new("""<p class="soft empty">Запросов ещё не было.</p>""")
        : Html.Of($"""<ol class="journal" tabindex="0" aria-label="Журнал запросов">{Html.Join(entries.Reverse().Select(Row))}</ol>""");

    public static Html DrawFaults(IReadOnlyList<Fault> faults) => faults.Count == 0
        ? new("""<p class="soft empty">Сбоев не заказано: службы отвечают как обычно.</p>""")
        : Html.Of($"""<ul class="faults">{Html.Join(faults.Select(Row))}</ul>""");

    public static Html DrawClock(SimulatorClock clock) => Html.Of(
        $"""<b>{clock.UtcNow.ToOffset(Moscow).ToString("d MMMM yyyy, HH:mm", Russian)} МСК</b>{Ahead(clock.Offset)}""");

    private static Html Message(Sms message)
    {
        var code = message.Code is null ? Html.Empty : Html.Of($"""<div class="code">{message.Code}</div>""");
        var confirms = message.Confirms is null ? Html.Empty : Html.Of($"""<div class="soft small">{message.Confirms}</div>""");
        return Html.Of($"""<article class="sms">{code}<div class="body"><div>{message.Text}</div>{confirms}</div><time class="soft small">{Time(message.SentAt)}</time></article>""");
    }

    private static Html Row(JournalEntry entry)
    {
        var kind = entry.Status >= 500 ? "bad" : entry.Status >= 400 ? "odd" : "good";
        var dropped = entry.Dropped ? new Html("""<span class="chip bad">ответ потерян</span>""") : Html.Empty;
        var person = entry.Person is null ? Html.Empty : Html.Of($"""<span class="soft">{entry.Person}</span>""");
        return Html.Of(
            $"""
            <li><time class="soft">{Time(entry.At)}</time><span class="chip {kind}">{entry.Status}</span><span class="verb">{entry.Verb}</span>
            <span class="path" title="{entry.Path}">{entry.Path}</span><span class="tail">{dropped}{person}</span></li>
            """);
    }

    private static Html Row(Fault fault)
    {
        var order = fault.Order;
        var what = order switch
        {
            { DropAfterAccept: true } => "принять и оборвать ответ",
            { Status: { } status } => $"ответить {status}",
            _ => "задержать",
        };
        var delay = order.DelayMs == 0 ? "" : $", через {order.DelayMs} мс";
        var path = string.IsNullOrEmpty(order.Path) ? "любой путь" : order.Path;
        var verb = string.IsNullOrEmpty(order.Verb) ? "любой метод" : order.Verb;
        return Html.Of($"""<li><span>{what}{delay}</span><span class="soft small">{verb} · <code>{path}</code> · осталось {fault.Remaining}</span></li>""");
    }

    private static Html Ahead(TimeSpan offset)
    {
        string[] parts = [offset.Days > 0 ? $"{offset.Days} сут" : "", offset.Hours > 0 ? $"{offset.Hours} ч" : "", offset.Minutes > 0 ? $"{offset.Minutes} мин" : ""];
        return offset < TimeSpan.FromMinutes(1)
            ? Html.Empty
            : Html.Of($""" <span class="soft">впереди настоящих на {string.Join(' ', parts.Where(part => part.Length > 0))}</span>""");
    }

    private static string Time(DateTimeOffset at) => at.ToOffset(Moscow).ToString("dd.MM HH:mm:ss", Russian);

    private static string Format(string phone) => phone.Length == 10 ? $"+7 {phone[..3]} {phone[3..6]}-{phone[6..8]}-{phone[8..]}" : phone;

    private static string? Owner(string phone) => DemoPeople.All.FirstOrDefault(person => person.Phone == phone)?.FullName;
}

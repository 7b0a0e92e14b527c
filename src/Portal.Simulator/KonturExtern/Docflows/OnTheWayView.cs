using Portal.Simulator.ControlRoom;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.Pages;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Docflows in which a state body still has something to do: what comes next and when, with a button for each way it can go.</summary>
internal sealed class OnTheWayView(DocflowStore docflows, AccountDirectory accounts) : IRoomView
{
    private const int Shown = 12;

    public string Id => "on-the-way";

    public string Title => "В пути";

    public bool IsWide => true;

    public Html Draw()
    {
        var waiting = docflows.OnTheWay();
        var more = waiting.Count > Shown ? Html.Of($"""<p class="soft small">и ещё {waiting.Count - Shown}</p>""") : Html.Empty;
        return waiting.Count == 0
            ? RoomText.Empty("Государственные органы на всё ответили.")
            : Html.Of($"""<ul class="plain">{Html.Join(waiting.Take(Shown).Select(Row))}</ul>{more}""");
    }

    private Html Row(Docflow docflow)
    {
        var description = docflow.Description;
        var name = description.FormVersion?.FormShortname ?? description.Subject ?? docflow.Type;
        var due = docflow.NextDueAt is { } at ? $"следующий шаг {RoomText.Time(at)}" : "следующий шаг только отсюда";
        return Html.Of(
            $"""
            <li><span><b>{name}</b> · {accounts.Find(docflow.AccountId)?.OrganizationName} → {docflow.Body}</span>
            <span class="soft small"><code>{docflow.Type}</code> {docflow.Status} · {due}</span>
            <span class="buttons tight">{Html.Join(DocflowPlans.Of(docflow).Step(docflow.NextStep!).Outcomes.Select(outcome => Html.Of(
                $"""<button data-verb="POST" data-path="/controls/extern/docflows/{docflow.Id}/advance?outcome={outcome.Name}" data-done="Орган ответил.">{Words(outcome.Name)}</button>""")))}</span></li>
            """);
    }

    private static string Words(string outcome) => outcome switch
    {
        "delivered" => "Получено органом",
        "positive" => "Принять",
        "negative" => "Отказать",
        "ok" => "Ввести без ошибок",
        "precise" => "Потребовать уточнения",
        "error" or "exchange-error" => "Сообщить об ошибке",
        "decline" => "Отказать в приёме",
        "impossible" => "Не доставить",
        "reject" => "Отклонить",
        "silent" => "Отказать молча",
        "finished" => "Завершить",
        "lifted" => "Снять ошибку",
        "document" => "Прислать документ",
        "notice" => "Отправить уведомление о доставке",
        _ => outcome,
    };
}

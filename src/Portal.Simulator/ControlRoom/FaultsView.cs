using Portal.Simulator.Controls;
using Portal.Simulator.Pages;

namespace Portal.Simulator.ControlRoom;

/// <summary>Faults on order, and the form that orders one.</summary>
internal sealed class FaultsView(FaultList faults) : IRoomView
{
    public string Id => "faults";

    public string Title => "Сбои";

    public bool IsWide => false;

    public Html Form => new(
        """
        <form id="fault-form" class="fault">
          <div class="wide"><label for="f-path">Путь (регулярное выражение)</label><input id="f-path" name="path" placeholder="/drafts/.*/send" spellcheck="false"></div>
          <div><label for="f-verb">Метод</label><select id="f-verb" name="verb"><option value="">любой</option><option>GET</option><option>POST</option><option>PUT</option><option>PATCH</option><option>DELETE</option></select></div>
          <div><label for="f-times">Сколько раз</label><input id="f-times" name="times" type="number" min="1" value="1"></div>
          <div class="wide"><label for="f-kind">Что случится</label><select id="f-kind" name="kind"><option value="status">Ответит ошибкой</option><option value="delay">Ответит с задержкой</option><option value="drop">Примет и оборвёт ответ</option></select></div>
          <div><label for="f-status">Код ошибки</label><input id="f-status" name="status" type="number" min="200" max="599" value="503"></div>
          <div><label for="f-delay">Задержка, мс</label><input id="f-delay" name="delayMs" type="number" min="0" value="0"></div>
          <div class="buttons"><button class="primary" type="submit">Добавить сбой</button>
          <button type="button" data-verb="DELETE" data-path="/controls/faults" data-done="Сбои убраны.">Убрать все</button></div>
        </form>
        """);

    public Html Draw() => faults.Read() is { Count: > 0 } ordered
        ? Html.Of($"""<ul class="plain">{Html.Join(ordered.Select(Row))}</ul>""")
        : RoomText.Empty("Сбоев не заказано: службы отвечают как обычно.");

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
}

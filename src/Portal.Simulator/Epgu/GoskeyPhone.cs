using Portal.Simulator.ControlRoom;
using Portal.Simulator.Epgu.Orders;
using Portal.Simulator.Epgu.Packages;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu;

/// <summary>The recipients' application: what waits for a signature, its documents, and the answer (contract A.1).</summary>
internal sealed class GoskeyPhone(OrderMachine machine, SimulatorClock clock) : IRoomView
{
    private const int Shown = 10;

    public string Id => "goskey";

    public string Title => "Приложение «Госключ»";

    public bool IsWide => false;

    public Html Draw()
    {
        var waiting = machine.All().Where(order => order.IsWithRecipient).OrderByDescending(order => order.Id).Take(Shown).ToList();
        return waiting.Count > 0 ? Html.Of($"""<ul class="plain">{Html.Join(waiting.Select(Row))}</ul>""") : RoomText.Empty("Никому не пришло документов на подпись.");
    }

    private Html Row(EpguOrder order)
    {
        var package = order.Package!;
        var snils = Recipients.SnilsOf(package);
        var (surname, name) = snils is null ? ("Неизвестный получатель", "") : RecipientCertificate.NameOf(snils);
        return Html.Of(
            $"""
            <li><b>{surname} {name}</b><span class="soft small">СНИЛС {package.Snils ?? snils ?? "—"} · {(package.Qualified ? "УКЭП" : "УНЭП")} · заявление {order.Id}</span>
            <span>{package.Description ?? "Документы на подпись"} — {package.OrganizationName}</span>
            <span>{Html.Join(package.Documents.Select(document => Link(order, document)))}</span>
            <span class="soft small">{Until(order)}</span>
            <span class="buttons tight"><button class="primary" data-verb="POST" data-path="/controls/epgu/orders/{order.Id}/sign" data-done="Документы подписаны.">Подписать</button>
            <button data-verb="POST" data-path="/controls/epgu/orders/{order.Id}/decline" data-done="Подписание отклонено." data-ask="Отклонить подписание?">Отклонить</button>
            <button data-verb="POST" data-path="/controls/epgu/orders/{order.Id}/expire" data-done="Время подписания истекло.">Не отвечать сутки</button></span></li>
            """);
    }

    private static Html Link(EpguOrder order, PackageFile document) => Html.Of(
        $"""<a href="/controls/epgu/orders/{order.Id}/documents/{Uri.EscapeDataString(document.Name)}" target="_blank" rel="noopener">{document.Name}</a> <span class="soft small">{Size(document.Size)}</span> """);

    private static string Size(long bytes) => bytes < 100_000 ? $"{Math.Max(1, bytes / 1000)} кБ" : $"{bytes / 1_000_000.0:0.0} МБ";

    private Html Until(EpguOrder order) => order.Next is not { } next ? Html.Empty
        : next.Outcome == "expired" ? Html.Of($"ждёт ответа до {RoomText.Time(next.At)}")
        : Html.Of($"ответит само через {Math.Max(0, (int)(next.At - clock.UtcNow).TotalSeconds)} с");
}

using Portal.Simulator.ControlRoom;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.Pages;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A form that lets a state body write to an account.</summary>
internal sealed class IncomingView(AccountDirectory accounts) : IRoomView
{
    private const int AccountsShown = 50;
    private static readonly (string Kind, string Words)[] Kinds =
    [
        ("fns534-demand", "Требование ФНС"), ("fns534-cu-letter", "Письмо из ФНС"), ("fns534-cu-broadcast", "Рассылка ФНС"), ("stat-cu-letter", "Письмо из Росстата"),
        ("stat-cu-broadcast", "Рассылка Росстата"), ("pfr-cu-letter", "Письмо из СФР"), ("fss-sedo-demand", "Требование СФР (СЭДО)"), ("fss-sedo-pvso-notification", "Извещение СФР (СЭДО)"),
    ];

    public string Id => "incoming";

    public string Title => "Прислать документ";

    public bool IsWide => true;

    public Html Form => Html.Of(
        $"""
        <form id="incoming-form" class="fault">
          <div class="wide"><label for="i-account">Кому</label><select id="i-account" name="account">{Html.Join(accounts.All.Take(AccountsShown).Select(account => Html.Of(
              $"""<option value="{account.Id}">{account.OrganizationName}, ИНН {account.Inn}</option>""")))}</select></div>
          <div class="wide"><label for="i-kind">Что</label><select id="i-kind" name="kind">{Html.Join(Kinds.Select(kind => Html.Of($"""<option value="{kind.Kind}">{kind.Words}</option>""")))}</select></div>
          <div class="buttons"><button class="primary" type="submit">Прислать</button></div>
        </form>
        """);

    public Html Draw() => Html.Empty;
}

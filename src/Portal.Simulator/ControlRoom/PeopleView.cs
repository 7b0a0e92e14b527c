using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;
using Portal.Simulator.People;

namespace Portal.Simulator.ControlRoom;

/// <summary>Who is there, with passwords: the seeded people, and the newest of those that test tools made.</summary>
internal sealed class PeopleView(KonturUsers users) : IRoomView
{
    private const int MadeShown = 20;

    public string Id => "people";

    public string Title => "Люди";

    public bool IsWide => true;

    public Html Form => Html.Of(
        $"""
        <p class="soft small note">Особые телефоны для связывания: <code>{KonturUsers.AdministratorPhone}</code> — администратор Контура (ForbiddenForTargetUser), <code>{KonturUsers.SharedPhone}</code> — один номер у нескольких людей (UserNotUniq).</p>
        """);

    public Html Draw() => Html.Of(
        $"""
        <table class="table"><thead><tr><th>Кто</th><th>Логин и пароль</th><th>Телефон</th></tr></thead>
        <tbody>{Html.Join(DemoPeople.All.Concat(users.Made.Take(MadeShown)).Select(Row))}</tbody></table>
        """);

    private static Html Row(DemoPerson person) => Html.Of(
        $"""
        <tr><td><b>{person.FullName}</b><br><span class="soft small">{person.Purpose}</span></td><td><code>{person.Login}</code> <code>{person.Password}</code></td><td>{person.Phone ?? "—"}</td></tr>
        """);
}

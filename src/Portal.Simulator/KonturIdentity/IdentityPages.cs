using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturIdentity;

/// <summary>The provider's pages, in plain Russian.</summary>
internal static class IdentityPages
{
    private static readonly Html Banner = new("""<div class="banner" role="note">Имитация: это не настоящий вход в Контур. Пароли придуманы и показаны нарочно.</div>""");

    private static readonly Html Style = new(
        """
        main { max-width:520px; margin:0 auto; padding:48px 16px; display:grid; gap:16px; }
        form { display:grid; gap:16px; } .row { display:flex; gap:8px; flex-wrap:wrap; }
        ul { list-style:none; margin:8px 0 0; padding:0; font-size:13px; } li { padding:4px 0; }
        """);

    /// <summary>Login and password; the form is sent to the address it came from.</summary>
    public static Html LogIn(string query, string? login, string? error) => Page("Вход в Контур", Html.Of(
        $"""
        <h1>Вход в Контур</h1>
        <section class="card"><form method="post" action="{query}">{Error(error)}{Fields(login)}
        <button class="primary" type="submit">Войти</button></form></section>{People()}
        """));

    /// <summary>The device flow: the code shown by the device, and who lets it in.</summary>
    public static Html Device(string? userCode, string? login, string? error) => Page("Вход на устройстве", Html.Of(
        $"""
        <h1>Вход на устройстве</h1>
        <section class="card"><form method="post" action="?">{Error(error)}
        <div><label for="user-code">Код, который показывает устройство</label>
        <input id="user-code" name="user-code" value="{userCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required></div>
        {Fields(login)}
        <div class="row"><button class="primary" type="submit" name="answer" value="approve">Разрешить вход</button>
        <button type="submit" name="answer" value="decline">Отказать</button></div></form></section>{People()}
        """));

    /// <summary>A page that only says something.</summary>
    public static Html Message(string title, string text) => Page(title, Html.Of($"""<section class="card"><h1>{title}</h1><p class="soft">{text}</p></section>"""));

    private static Html Fields(string? login) => Html.Of(
        $"""
        <div><label for="login">Логин</label><input id="login" name="login" value="{login}" autocomplete="username" autocapitalize="none" spellcheck="false" required></div>
        <div><label for="password">Пароль</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
        """);

    private static Html Error(string? error) => error is null ? Html.Empty : Html.Of($"""<p class="error" role="alert">{error}</p>""");

    private static Html People() => Html.Of(
        $"""
        <section class="card"><h2>Пользователи Контура в этой имитации</h2>
        <ul>{Html.Join(DemoPeople.All.Where(person => person.KonturUserId is not null).Select(person => Html.Of(
            $"""<li>{person.FullName}: <code>{person.Login}</code> <code>{person.Password}</code></li>""")))}</ul></section>
        """);

    private static Html Page(string title, Html body) => HtmlPage.Frame(title, Style, Html.Of($"{Banner}<main>{body}</main>"));
}

using Portal.Simulator.Pages;
using Portal.Simulator.People;

namespace Portal.Simulator.PartnerIdp;

/// <summary>What the login page shows.</summary>
internal sealed record LogInView(string PathBase, string TokenField, string Token, string? ReturnUrl, string? Login, string? Error);

/// <summary>The provider's pages, in plain Russian.</summary>
internal static class SignInPages
{
    private static readonly Html Banner = new("""<div class="banner" role="note">Имитация: это не настоящий вход. Пароли придуманы и показаны нарочно.</div>""");

    private static readonly Html Brand = new(
        """
        <header class="brand">
          <svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="10" fill="var(--accent)"/>
          <path d="M11 11h18v18h-5V16h-8v13h-5z" fill="var(--accent-text)"/></svg>
          <div><div class="soft small">Удостоверяющий центр «Пример»</div><h1>Вход для партнёров</h1></div>
        </header>
        """);

    private static readonly Html Style = new(
        """
        main { max-width:1040px; margin:0 auto; padding:32px 16px 48px; }
        .brand { display:flex; gap:16px; align-items:center; margin-bottom:24px; } .brand svg { flex:none; }
        .columns { display:grid; grid-template-columns:340px 1fr; gap:24px; align-items:start; }
        form.login { display:grid; gap:16px; } form.login button { width:100%; }
        .cancel { display:block; text-align:center; color:var(--soft); }
        .people { list-style:none; margin:16px 0 0; padding:0; }
        .people li { display:grid; grid-template-columns:1fr auto; gap:4px 16px; align-items:center; padding:12px 0; border-top:1px solid var(--line); }
        .people .who { min-width:0; } .people .name { font-weight:600; }
        .role { font-size:12px; font-weight:600; color:var(--accent); background:var(--accent-soft); border-radius:99px; padding:1px 8px; margin-left:6px; white-space:nowrap; display:inline-block; }
        .pair { margin-top:4px; display:flex; flex-wrap:wrap; gap:4px 12px; font-size:13px; color:var(--soft); }
        .done { max-width:520px; margin:48px auto; text-align:center; display:grid; gap:16px; justify-items:center; }
        @media (max-width:820px) { main { padding:16px 16px 32px; } .columns { grid-template-columns:1fr; gap:16px; } .card { padding:16px; } }
        """);

    public static Html LogIn(LogInView view)
    {
        var error = view.Error is null ? Html.Empty : Html.Of($"""<p class="error" role="alert" id="login-error">{view.Error}</p>""");
        var invalid = view.Error is null ? Html.Empty : new Html(""" aria-invalid="true" aria-describedby="login-error" """);
        var cancel = view.ReturnUrl is null
            ? Html.Empty
            : Html.Of($"""<a class="cancel small" href="{view.ReturnUrl}&amp;{SignInEndpoints.CancelParameter}=1">Не входить и вернуться</a>""");
        return Page("Вход для партнёров", Html.Of(
            $"""
            {Brand}
            <div class="columns">
              <section class="card" aria-label="Вход по логину и паролю">
                <form class="login" method="post" action="{view.PathBase}/login">
                  {error}
                  {Hidden(view)}
                  <div><label for="login">Логин</label><input id="login" name="login" value="{view.Login}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus{invalid}></div>
                  <div><label for="password">Пароль</label><input id="password" name="password" type="password" autocomplete="current-password" required{invalid}></div>
                  <button class="primary" type="submit">Войти</button>
                  {cancel}
                </form>
              </section>
              <section class="card">
                <h2>Люди этой имитации</h2>
                <p class="soft small">Войдите одной кнопкой или перепишите логин и пароль в форму.</p>
                <ul class="people">{Html.Join(DemoPeople.All.Select(person => Row(view, person)))}</ul>
              </section>
            </div>
            """));
    }

    public static Html SignedIn(DemoPerson person, string pathBase) => Page("Вы вошли", Html.Of(
        $"""
        {Brand}
        <section class="card done"><h2>Вы вошли как {person.FullName}</h2>
        <p class="soft">Вернитесь на портал: он узнает вас сам.</p>
        <a class="button" href="{pathBase}/connect/logout">Выйти</a></section>
        """));

    public static Html SignedOut() => Page("Вы вышли", Html.Of(
        $"""
        {Brand}
        <section class="card done"><h2>Вы вышли</h2><p class="soft">Сеанс у партнёра завершён. Окно можно закрыть.</p></section>
        """));

    private static Html Row(LogInView view, DemoPerson person)
    {
        var role = person.Role == "admin" ? new Html("""<span class="role">администратор</span>""") : Html.Empty;
        return Html.Of(
            $"""
            <li>
              <div class="who">
                <div><span class="name">{person.FullName}</span>{role}</div>
                <div class="soft small">{person.Purpose}</div>
                <div class="pair"><span>логин <code>{person.Login}</code></span><span>пароль <code>{person.Password}</code></span></div>
              </div>
              <form method="post" action="{view.PathBase}/login">
                {Hidden(view)}
                <input type="hidden" name="login" value="{person.Login}"><input type="hidden" name="password" value="{person.Password}">
                <button type="submit" data-login="{person.Login}" aria-label="Войти: {person.FullName}">Войти</button>
              </form>
            </li>
            """);
    }

    private static Html Hidden(LogInView view) => Html.Of(
        $"""<input type="hidden" name="{view.TokenField}" value="{view.Token}"><input type="hidden" name="returnUrl" value="{view.ReturnUrl}">""");

    private static Html Page(string title, Html body) => HtmlPage.Frame(title, Style, Html.Of($"{Banner}<main>{body}</main>"));
}

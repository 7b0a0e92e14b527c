using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.ControlRoom;

/// <summary>The frame of the control room: the clock, the cards, and the script that redraws them.</summary>
internal static class ControlRoomPage
{
    private static readonly Html Style = new(
        """
        main { max-width:1440px; margin:0 auto; padding:24px 16px 48px; }
        .top { display:flex; flex-wrap:wrap; gap:16px 32px; align-items:end; justify-content:space-between; margin-bottom:16px; } .top h1 { margin-bottom:4px; }
        .buttons { display:flex; flex-wrap:wrap; gap:8px; } .buttons button { min-height:36px; padding:4px 12px; }
        .columns { display:grid; grid-template-columns:minmax(0,5fr) minmax(0,7fr); gap:24px; align-items:start; }
        .column { display:grid; gap:24px; grid-template-columns:minmax(0,1fr); } .card { padding:20px; } .card>h2 { margin-bottom:12px; }
        .empty { padding:8px 0; } h3 { font-size:14px; margin:0 0 8px; } h3 .soft { font-weight:400; }
        .phone+.phone { margin-top:20px; }
        .sms { display:grid; grid-template-columns:auto 1fr auto; gap:4px 16px; align-items:center; padding:10px 14px; border:1px solid var(--line); border-radius:10px; }
        .sms+.sms { margin-top:8px; } .sms .body { min-width:0; overflow-wrap:anywhere; } .sms time { white-space:nowrap; grid-column:3; } .sms:not(:has(.code)) .body { grid-column:1/3; }
        .sms .code { font:700 28px/1.1 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace; letter-spacing:2px; color:var(--accent); user-select:all; }
        .phone .sms:nth-of-type(n+2) .code { font-size:20px; opacity:.75; }
        .table { width:100%; border-collapse:collapse; font-size:14px; } .table th { text-align:left; font-weight:500; font-size:13px; color:var(--soft); padding:0 12px 6px 0; }
        .table td { padding:8px 12px 8px 0; border-top:1px solid var(--line); vertical-align:top; } .table code { white-space:nowrap; }
        .journal { list-style:none; margin:0; padding:0; max-height:560px; overflow-y:auto; font-size:13px; font-variant-numeric:tabular-nums; }
        .journal li { display:grid; grid-template-columns:104px 44px 56px minmax(0,1fr) auto; gap:4px 8px; align-items:baseline; padding:6px 4px 6px 0; border-top:1px solid var(--line); }
        .journal .verb { font-weight:600; } .journal .path { font-family:ui-monospace,Menlo,Consolas,"Liberation Mono",monospace; font-size:12px; overflow-wrap:anywhere;
          display:-webkit-box; -webkit-box-orient:vertical; -webkit-line-clamp:3; overflow:hidden; }
        .journal .tail { display:flex; gap:8px; }
        .chip { border-radius:6px; padding:0 6px; font-weight:600; text-align:center; white-space:nowrap; }
        .chip.good { color:var(--good); background:var(--accent-soft); } .chip.odd { color:var(--warn-text); background:var(--warn-bg); } .chip.bad { color:var(--bad); background:var(--bad-bg); }
        .plain { list-style:none; margin:0 0 8px; padding:0; } .plain li { display:grid; gap:2px; padding:8px 0; border-top:1px solid var(--line); } .plain code { overflow-wrap:anywhere; } .plain a { color:var(--accent); } .plain .buttons { margin-top:4px; }
        .buttons.tight button { min-height:32px; padding:2px 10px; font-size:13px; }
        form.fault { display:grid; grid-template-columns:repeat(4,minmax(0,1fr)); gap:12px; margin-top:16px; align-items:end; } form.fault .wide { grid-column:span 2; }
        form.fault .buttons { grid-column:1/-1; } .note { margin-top:12px; } #said { min-height:22px; }
        @media (max-width:1000px) { .columns { grid-template-columns:minmax(0,1fr); } }
        @media (max-width:560px) { main { padding:16px 12px 32px; } .card { padding:16px; } .sms { grid-template-columns:1fr auto; } .sms .body,.sms:not(:has(.code)) .body { grid-column:1/-1; grid-row:2; }
          .sms time { grid-column:2; grid-row:1; } .journal li { grid-template-columns:auto auto 1fr; } .journal .path,.journal .tail { grid-column:1/-1; }
          form.fault { grid-template-columns:repeat(2,minmax(0,1fr)); }
          .table,.table tbody,.table tr,.table td { display:block; } .table thead { display:none; } .table tr { border-top:1px solid var(--line); padding:8px 0; } .table td { border:0; padding:2px 0; } }
        """);

    private static readonly Html Script = new(
        """
        <script>
        const said = document.getElementById('said');
        const drawn = {};
        async function refresh() {
          if (document.hidden) return;
          try {
            const answer = await fetch('/controls/room');
            const parts = await answer.json();
            for (const name of Object.keys(parts)) {
              if (drawn[name] !== parts[name]) document.getElementById(name).innerHTML = drawn[name] = parts[name];
            }
            if (said.dataset.lost) { said.textContent = ''; delete said.dataset.lost; }
          } catch { said.textContent = 'Нет связи с имитацией.'; said.dataset.lost = '1'; }
        }
        async function send(verb, path, body, done) {
          const answer = await fetch(path, { method: verb, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body) });
          const wrong = answer.ok ? null : (await answer.json().catch(() => null))?.error ?? 'Ошибка ' + answer.status;
          said.textContent = wrong ?? done;
          await refresh();
        }
        document.addEventListener('click', event => {
          const button = event.target.closest('button[data-verb]');
          if (button && (!button.dataset.ask || confirm(button.dataset.ask))) send(button.dataset.verb, button.dataset.path, null, button.dataset.done);
        });
        document.getElementById('incoming-form')?.addEventListener('submit', event => {
          event.preventDefault();
          const form = new FormData(event.target);
          send('POST', `/controls/extern/accounts/${form.get('account')}/incoming?kind=${form.get('kind')}`, null, 'Документ пришёл.');
        });
        document.getElementById('fault-form').addEventListener('submit', event => {
          event.preventDefault();
          const form = new FormData(event.target), kind = form.get('kind');
          send('POST', '/controls/faults', {
            path: form.get('path') || null, verb: form.get('verb') || null, status: kind === 'status' ? Number(form.get('status')) : null,
            delayMs: Number(form.get('delayMs')) || 0, dropAfterAccept: kind === 'drop', times: Number(form.get('times')) || 1 }, 'Сбой заказан.');
        });
        document.addEventListener('visibilitychange', refresh);
        setInterval(refresh, 1500);
        refresh();
        </script>
        """);

    private static readonly Html Buttons = new(
        """
        <div class="buttons">
          <button data-verb="POST" data-path="/controls/clock/advance?by=01:00:00" data-done="Часы переведены на час.">+1 час</button>
          <button data-verb="POST" data-path="/controls/clock/advance?by=24:00:00" data-done="Часы переведены на сутки.">+1 сутки</button>
          <button data-verb="POST" data-path="/controls/clock/advance?by=7.00:00:00" data-done="Часы переведены на неделю.">+7 суток</button>
          <button data-verb="POST" data-path="/controls/kontur-auth/sessions/end" data-done="Сеансы Контура завершены: следующие запросы получат 401.">Завершить сеансы Контура</button>
          <button data-verb="POST" data-path="/controls/reset" data-done="Имитация возвращена в начало." data-ask="Забыть всё и вернуться к началу?">Сбросить всё</button>
        </div>
        """);

    public static Html Whole(IReadOnlyList<IRoomView> views, SimulatorClock clock) => HtmlPage.Frame("Имитация внешних служб", Style, Html.Of(
        $"""
        <div class="banner" role="note">Имитация внешних служб. Ничего из этого не уходит в настоящий Контур.</div>
        <main>
          <div class="top">
            <div><h1>Пульт имитации</h1><p>Часы служб: <span id="clock">{RoomText.Clock(clock)}</span></p><p id="said" class="soft small" role="status"></p></div>
            {Buttons}
          </div>
          <div class="columns">
            <div class="column">{Html.Join(views.Where(view => !view.IsWide).Select(Card))}</div>
            <div class="column">{Html.Join(views.Where(view => view.IsWide).Select(Card))}</div>
          </div>
        </main>
        {Script}
        """));

    private static readonly Html Live = new(""" aria-live="polite" """);

    private static Html Card(IRoomView view) =>
        Html.Of($"""<section class="card"><h2>{view.Title}</h2><div id="{view.Id}"{(view.IsWide ? Html.Empty : Live)}>{view.Draw()}</div>{view.Form}</section>""");
}

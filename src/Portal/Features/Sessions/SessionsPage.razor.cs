using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Sessions;

/// <summary>The person's own sessions, and signing out elsewhere.</summary>
public sealed partial class SessionsPage(
    CurrentUser user, SessionStore store, EndSession end, EndOtherSessions endOthers, IOptions<SessionsOptions> options, MoscowTime time) : PortalComponent
{
    private readonly string life =
        $"если {Plural.Of(options.Value.IdleMinutes, "минуту", "минуты", "минут")} ничего не делать, а в любом случае через {Plural.Of(options.Value.AbsoluteHours, "час", "часа", "часов")} после входа";

    private IReadOnlyList<Session> sessions = [];
    private string? here;
    private string? done;
    private bool loaded;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(ReadAsync);

    private Task EndAsync(Session session) => RunAsync(async ct =>
    {
        try
        {
            await end.RunAsync(await user.ActorAsync(), session.Id, ct);
            done = $"Вы вышли: {BrowserName.Of(session.UserAgent)}. Открытые там страницы закрыты.";
        }
        finally
        {
            await ReadAsync(ct);
        }
    });

    private Task EndOthersAsync() => RunAsync(async ct =>
    {
        var ended = await endOthers.RunAsync(await user.ActorAsync(), ct);
        done = $"Вы вышли из остальных браузеров: {ended}. Этот сеанс продолжается.";
        await ReadAsync(ct);
    });

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await user.ActorAsync();
        here = actor.SessionId;
        sessions = [.. (await store.OfPersonAsync(actor.PersonId, cancellationToken)).OrderByDescending(session => session.Id == here)];
        loaded = true;
    }
}

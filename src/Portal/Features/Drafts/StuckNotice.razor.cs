using Microsoft.AspNetCore.Components;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>What a person should know of an operation that Kontur does not tell about: since when, how often it was asked, when it is asked again.</summary>
public sealed partial class StuckNotice(DraftTaskStore tasks, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    // One failure in between is nothing to be told of.
    private const int Told = 2;
    private Trouble? trouble;
    private string? subscribed;

    /// <summary>A draft that the page around has proved to be this person's to see.</summary>
    [Parameter, EditorRequired] public string DraftId { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        if (subscribed != DraftId)
        {
            subscribed = DraftId;
            Own(noticeboard.Subscribe(Draft.Topic(DraftId), () => RedrawAsync(ReadAsync)));
        }
    }

    private async Task ReadAsync()
    {
        var task = await tasks.RunningAsync(DraftId, Life);
        var attempt = (await tasks.AttemptsAsync(DraftId, Life)).FirstOrDefault(one => one.State == SendState.Intended);
        trouble = task is { Failures: >= Told, FailingSince: { } since }
            ? Say(task.Trouble, StuckWords.Of(task.Kind), since, task.Failures, task.NextPollAt, task.TroubleTrace)
            : attempt is { Failures: >= Told, FailingSince: { } lost } ? Say(attempt.Trouble, StuckWords.Of(DraftTaskKind.Send), lost, attempt.Failures, attempt.NextAskAt, attempt.TroubleTrace)
            : null;
    }

    private Trouble Say(string? words, string what, DateTimeOffset since, long failures, DateTimeOffset next, string? trace) => new(
        $"{words}: {what} пока не узнать",
        "Ничего не потеряно и второй раз не отправится: портал спрашивает сам.",
        $"Не получается {StuckWords.Since(time.Near(since))}, попыток: {failures}. Следующая попытка: {time.Near(next)}.")
    {
        IsUnclear = true, TraceId = trace,
    };
}

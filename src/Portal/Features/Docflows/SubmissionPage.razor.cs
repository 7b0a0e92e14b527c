using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>What was sent and what came of it: status, documents, a timeline; it follows the state body by itself.</summary>
public sealed partial class SubmissionPage(CurrentUser user, EnterAccount enter, SubmissionStore store, OpenSubmission open, Noticeboard noticeboard, MoscowTime time)
    : PortalComponent
{
    // Papers that the operator makes for itself are listed, but they are no event for a person.
    private static readonly string[] Silent = ["fns534-report-description", "fns534-report-warrant", "fns534-report-attachment"];
    private Submission? submission;
    private IReadOnlyList<SubmissionDocument> documents = [];
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string SubmissionId { get; set; } = "";

    private IEnumerable<SubmissionDocument> Events => documents.Where(document => !Silent.Any(type => document.Type.EndsWith(":" + type, StringComparison.OrdinalIgnoreCase)));

    private string Subtitle => string.Join(". ", new[] { submission?.Period, submission?.Correction > 0 ? $"Корректировка № {submission.Correction}" : "Первичный" }.Where(part => part is not null));

    protected override async Task OnParametersSetAsync()
    {
        if (subscribed != SubmissionId)
        {
            subscribed = SubmissionId;
            Own(noticeboard.Subscribe(Submission.Topic(SubmissionId), () => RedrawAsync(ReadAsync)));
        }

        await LoadAsync();
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
        await open.RunAsync(await user.ActorAsync(), SubmissionId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        var found = await store.FindAsync(await user.LinkIdAsync(Life), SubmissionId, Life);
        submission = found?.AccountId == AccountId.ToString() ? found : throw new AccessDeniedException();
        documents = [.. (await store.DocumentsAsync(SubmissionId, Life)).OrderBy(document => document.SentAt?.ToUnixTimeSeconds() / 60).ThenBy(document => SubmissionWords.Order(document.Type))];
    }
}

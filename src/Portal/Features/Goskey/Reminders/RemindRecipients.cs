using Microsoft.Extensions.Options;
using Portal.Hosting.Mail;

namespace Portal.Features.Goskey.Reminders;

/// <summary>
/// Writes to recipients whose address is known that documents wait for them. Runs as a job. Each letter goes once: it is written off before it is put into the outbox. At night it waits
/// for the morning, and is dropped when that would be after the end.
/// </summary>
public sealed partial class RemindRecipients(
    ReminderStore store, RecipientSeal seal, Outbox outbox, IOptions<MailOptions> mail, IOptions<GoskeyOptions> options, TimeProvider clock, ILogger<RemindRecipients> logger)
{
    private const int Most = 200;

    /// <summary>Writes every letter that is due; none without a mail server, so that none counts as sent. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (mail.Value.Host is "")
        {
            return;
        }

        foreach (var due in await store.DueAsync(Most, cancellationToken))
        {
            try
            {
                await RemindAsync(due, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(due.Id, error.Message);
            }
        }
    }

    private async Task RemindAsync(DueReminder due, CancellationToken cancellationToken)
    {
        var (now, quiet) = (clock.GetUtcNow(), new QuietHours(options.Value.QuietFrom, options.Value.QuietUntil));
        var loud = quiet.Loud(now);
        if (loud >= due.SignableUntil)
        {
            await store.MoveAsync(due, null, cancellationToken);
        }
        else if (loud > now)
        {
            await store.MoveAsync(due, loud, cancellationToken);
        }
        else if (await store.TakeAsync(due, NextOf(due, quiet, now), cancellationToken))
        {
            var (subject, body) = ReminderLetter.Of(due);
            await outbox.PutAsync(seal.OpenEmail(due.Email), subject, body, cancellationToken);
        }
    }

    // After an outage two letters never go out together.
    private static DateTimeOffset? NextOf(DueReminder due, QuietHours quiet, DateTimeOffset now) =>
        Reminder.DueAt((int)due.Reminders + 1, due.SentAt, due.SignableUntil, quiet) is { } next && next > now ? next : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recipient of package {PackageId} was not reminded: {Reason}")]
    private partial void LogFailed(string packageId, string reason);
}

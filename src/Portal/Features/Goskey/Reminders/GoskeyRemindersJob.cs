using Quartz;

namespace Portal.Features.Goskey.Reminders;

/// <summary>Every minute: writes letters to recipients that are due. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class GoskeyRemindersJob(GoskeySwitch goskey, RemindRecipients remind) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (goskey.IsOn)
        {
            await remind.RunAsync(cancellationToken);
        }
    }
}

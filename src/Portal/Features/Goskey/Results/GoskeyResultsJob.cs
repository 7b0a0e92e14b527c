using Quartz;

namespace Portal.Features.Goskey.Results;

/// <summary>Every five seconds: fetches results that are due. Apart from the asking, since a large package takes its time. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class GoskeyResultsJob(GoskeySwitch goskey, FetchResults fetch) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (goskey.IsOn)
        {
            await fetch.RunAsync(cancellationToken);
        }
    }
}

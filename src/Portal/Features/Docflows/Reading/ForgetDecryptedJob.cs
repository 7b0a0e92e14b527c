using Quartz;

namespace Portal.Features.Docflows.Reading;

/// <summary>Every ten minutes: forgets decrypted contents. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class ForgetDecryptedJob(ForgetDecrypted forget) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await forget.RunAsync(cancellationToken);
}

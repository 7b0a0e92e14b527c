using Portal.Features.AccountLinks;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Features.Goskey.Reminders;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Sending;
using Portal.Features.Goskey.Tracking;
using Portal.Hosting.Mail;
using Quartz;

namespace Portal.Hosting;

/// <summary>The schedule. What is due is in our rows, so the schedule itself lives in memory.</summary>
public static class Jobs
{
    /// <summary>Adds the jobs and the service that runs them.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            Every<AuditDailyJob>(quartz, TimeSpan.FromDays(1));
            Every<DraftTasksJob>(quartz, TimeSpan.FromSeconds(1));
            Every<PrintFormsJob>(quartz, TimeSpan.FromSeconds(1));
            Every<SigningsJob>(quartz, TimeSpan.FromSeconds(1));
            Every<DocflowsJob>(quartz, TimeSpan.FromSeconds(2));
            Every<RepliesJob>(quartz, TimeSpan.FromSeconds(2));
            Every<DocflowListJob>(quartz, TimeSpan.FromSeconds(10));
            Every<ForgetDecryptedJob>(quartz, TimeSpan.FromMinutes(10));
            Every<GoskeySendingJob>(quartz, TimeSpan.FromSeconds(1));
            Every<GoskeySettlingJob>(quartz, TimeSpan.FromSeconds(2));
            Every<GoskeyTrackingJob>(quartz, TimeSpan.FromSeconds(2));
            Every<GoskeyResultsJob>(quartz, TimeSpan.FromSeconds(2));
            Every<GoskeyRemindersJob>(quartz, TimeSpan.FromMinutes(1));
            Every<RelinksJob>(quartz, TimeSpan.FromSeconds(10));
            Every<MailJob>(quartz, TimeSpan.FromSeconds(5));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    private static void Every<T>(IQuartzBuilder quartz, TimeSpan interval)
        where T : class, IJob
    {
        var key = new JobKey(typeof(T).Name);
        quartz.AddJob<T>(job => job.WithIdentity(key));
        quartz.AddTrigger(trigger => trigger.ForJob(key).StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
    }
}

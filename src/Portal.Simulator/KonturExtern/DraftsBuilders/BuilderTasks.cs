using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Builds and preparations of builders (drafts contract 4): started by a call, finished when due, also after a restart.</summary>
internal sealed class BuilderTasks(
    BuilderStore builders, DraftStore drafts, BuilderCheck check, BuilderDrafts maker, SimulatorClock clock, SimulatorSettings settings, ILogger<BuilderTasks> log)
{
    /// <summary>Starts a task under the builder's lock.</summary>
    public ApiTask Start(ExternCall call, string type) => Begin(call, type, clock.UtcNow + settings.TaskDelay);

    /// <summary>The synchronous build.</summary>
    public ApiTask Run(ExternCall call)
    {
        var task = Begin(call, ApiTask.Build, clock.UtcNow);
        return Finish(task);
    }

    public void RunDue()
    {
        foreach (var task in drafts.RunningTasks.Where(task => task.Type is ApiTask.Build or ApiTask.Change && task.DueAt <= clock.UtcNow).OrderBy(task => task.DueAt).ToList())
        {
            Finish(task);
        }
    }

    private ApiTask Begin(ExternCall call, string type, DateTimeOffset due)
    {
        lock (builders.Gate)
        {
            var builder = builders.Get(call);
            builders.RefuseLocked(builder);
            var task = drafts.Put(new ApiTask(Guid.NewGuid(), builder.AccountId, builder.Id, type, ApiTask.Running, call.UserId, clock.UtcNow, due));
            if (type == ApiTask.Build)
            {
                builders.Put(builder with { Status = DraftsBuilder.Building });
            }

            return task;
        }
    }

    /// <summary>Finishes once, whoever comes first: the call itself or the beat.</summary>
    private ApiTask Finish(ApiTask started)
    {
        lock (builders.Gate)
        {
            if (drafts.FindTask(started.Id) is not { IsRunning: true } task)
            {
                return drafts.FindTask(started.Id) ?? started;
            }

            if (builders.Find(task.DraftId) is not { } builder)
            {
                return drafts.Put(Failed(task, StatusCodes.Status404NotFound, "Построитель удалён."));
            }

            try
            {
                return task.Type == ApiTask.Build ? Build(task, builder) : drafts.Put(task with { State = ApiTask.Succeed, Built = new BuildOutcome([], check.Bad(builder)) });
            }
            catch (Exception failure) when (failure is IOException or ExternException or InvalidOperationException or UnauthorizedAccessException)
            {
                log.LogError(failure, "Builder task {Task} failed", task.Id);
                builders.Put(builder with { Status = DraftsBuilder.New });
                return drafts.Put(Failed(task, StatusCodes.Status500InternalServerError, "Внутренняя ошибка сервиса."));
            }
        }
    }

    /// <summary>Bad documents are listed and left out; a build of which nothing came can be repeated (chosen by us).</summary>
    private ApiTask Build(ApiTask task, DraftsBuilder builder)
    {
        var bad = check.Bad(builder);
        var good = builder.Documents.Where(document => bad.All(one => one.DocumentId != document.Id)).ToList();
        var made = maker.Make(builder, good, task.Id, task.StartedAt);
        builders.Put(builder with { Status = made.Count > 0 ? DraftsBuilder.Finished : DraftsBuilder.New });
        return drafts.Put(task with { State = ApiTask.Succeed, Built = new BuildOutcome(made, bad) });
    }

    private static ApiTask Failed(ApiTask task, int status, string message) =>
        task with { State = ApiTask.Failed, Error = new TaskError(ExternException.Generic, status, message) };
}

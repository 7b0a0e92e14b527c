using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Builders of all accounts, with the rules of access and of locks (drafts contract 0.6); their tasks are kept with those of drafts.</summary>
internal sealed class BuilderStore(StateStore store, DraftStore drafts)
{
    private readonly StoredTable<DraftsBuilder> table = new(store, "extern-drafts-builder", builder => builder.Id);

    /// <summary>Guards read-then-write on a builder.</summary>
    public Lock Gate => drafts.Gate;

    public DraftsBuilder? Find(Guid id) => table.Find(id);

    /// <summary>The builder of the path: 404 when absent, 403 when it is another user's.</summary>
    public DraftsBuilder Get(ExternCall call)
    {
        var builder = table.Find(call.Id("builderId"));
        return builder is null || builder.AccountId != call.Account.Id ? throw ExternException.NotFound("Построитель черновиков не найден.")
            : builder.OwnerId != call.UserId && !call.IsAdmin ? throw ExternException.Forbidden("Нет доступа к построителю черновиков.")
            : builder;
    }

    public BuilderDocument GetDocument(ExternCall call) =>
        Get(call).FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ построителя не найден.");

    public BuilderFile GetFile(ExternCall call) =>
        GetDocument(call).FindFile(call.Id("fileId")) ?? throw ExternException.NotFound("Файл построителя не найден.");

    public DraftsBuilder Put(DraftsBuilder builder) => table.Put(builder);

    /// <summary>Changes the builder of the path unless it is being built or has been.</summary>
    public DraftsBuilder Change(ExternCall call, Func<DraftsBuilder, DraftsBuilder> change)
    {
        lock (Gate)
        {
            var builder = Get(call);
            RefuseLocked(builder);
            return table.Put(change(builder));
        }
    }

    public void Remove(ExternCall call)
    {
        lock (Gate)
        {
            var builder = Get(call);
            RefuseLocked(builder);
            drafts.RemoveTasks(builder.Id);
            table.Remove(builder.Id);
        }
    }

    /// <summary>409 while a task runs, and after a build that succeeded.</summary>
    public void RefuseLocked(DraftsBuilder builder)
    {
        var tasks = drafts.TasksOf(builder.Id);
        if (tasks.FirstOrDefault(task => task.IsRunning) is { } running)
        {
            throw ExternException.Locked("С построителем уже выполняется другая операция.", running.Id, running.Type);
        }

        if (builder.Status == DraftsBuilder.Finished)
        {
            var built = tasks.FirstOrDefault(task => task is { Type: ApiTask.Build, State: ApiTask.Succeed });
            throw ExternException.Locked("Черновики уже построены, построитель больше не меняется.", built?.Id ?? builder.Id, ApiTask.Build);
        }
    }

    public void Clear() => table.Clear();
}

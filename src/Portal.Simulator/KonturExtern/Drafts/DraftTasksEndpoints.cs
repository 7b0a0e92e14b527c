using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Check, prepare, send and the tasks of a draft (drafts contract 1.2 rows 25–29, 0.7, 1.8).</summary>
internal sealed class DraftTasksEndpoints(DraftStore drafts, DraftTasks work, DueWork due, CloudSigner signer, DocflowStore docflows)
{
    public void Map(ExternRoutes routes)
    {
        routes.Post(DraftsEndpoints.One + "/check", call => Start(call, ApiTask.Check));
        routes.Post(DraftsEndpoints.One + "/prepare", call => Start(call, ApiTask.Prepare));
        routes.Post(DraftsEndpoints.One + "/send", call => Start(call, ApiTask.Send));
        routes.Get(DraftsEndpoints.One + "/tasks", List);
        routes.Get(DraftsEndpoints.One + "/tasks/{taskId:guid}", Read);
    }

    private ExternAnswer Start(ExternCall call, string type)
    {
        var deferred = call.Flag("deferred");
        _ = call.Flag("force"); // Only for PFR reports (drafts contract 1.8); a wrong value is refused.
        if (deferred is false)
        {
            throw ExternException.BadRequest("Синхронный режим не поддерживается: передайте deferred=true.");
        }

        try
        {
            var task = work.Start(call, type, immediately: deferred is null);
            if (deferred is true)
            {
                return new ExternAnswer(type == ApiTask.Send ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, Wire(call, task));
            }

            due.Run();
            return Plain(call, drafts.FindTask(task.Id)!);
        }
        catch (NotSendableException sent)
        {
            if (type != ApiTask.Send || deferred is null)
            {
                throw ExternException.BadRequest(sent.Message);
            }

            // The vendor's SDK reads the 400 of a send as a task (drafts contract 1.8).
            return new ExternAnswer(StatusCodes.Status400BadRequest, new TaskShape(
                Guid.NewGuid(), ApiTask.Failed, "urn:task-type:send", null, TaskShape.Refusal(call, new TaskError(ExternException.Generic, StatusCodes.Status400BadRequest, sent.Message)), null));
        }
    }

    private ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page();
        _ = call.Flag("includeReleased"); // Nothing is ever released here: all tasks are listed.
        var draft = drafts.Get(call);
        var found = drafts.TasksOf(draft.Id);
        return ExternAnswer.Ok(new
        {
            Skip = skip, Take = take, TotalCount = found.Count,
            ApiTaskPageItems = found.Skip(skip).Take(take).Select(task => new
            {
                task.Id, TaskState = task.State, TaskType = $"urn:task-type:{task.Type}", TaskResultLink = call.Link("task", $"/v1/{draft.AccountId}/drafts/{draft.Id}/tasks/{task.Id}"),
            }).ToList(),
        });
    }

    private ExternAnswer Read(ExternCall call)
    {
        var draft = drafts.Get(call);
        var task = drafts.FindTask(call.Id("taskId")) is { } found && found.DraftId == draft.Id ? found : throw ExternException.NotFound("Задача не найдена.");
        return ExternAnswer.Ok(Wire(call, task.Type == ApiTask.Sign ? signer.Poll(task) : task));
    }

    private TaskShape Wire(ExternCall call, ApiTask task) => TaskShape.Of(call, task, done => Result(call, done));

    /// <summary>The synchronous form answers the result itself (drafts contract 0.7).</summary>
    private ExternAnswer Plain(ExternCall call, ApiTask task)
    {
        if (task.Error is { } error)
        {
            throw new ExternException(error.StatusCode, error.Message, error.Id);
        }

        return task.Type == ApiTask.Send && task.Report is { HasErrors: true }
            ? new ExternAnswer(StatusCodes.Status400BadRequest, Result(call, task))
            : ExternAnswer.Ok(Result(call, task));
    }

    private object Result(ExternCall call, ApiTask task) => task switch
    {
        { Type: ApiTask.Check } => new { Data = DraftShapes.Data(task.Report!) },
        { Type: ApiTask.Prepare } => new
        {
            CheckResult = DraftShapes.Data(task.Report!),
            Links = new[] { call.Link("next", $"/v1/{task.AccountId}/drafts/{task.DraftId}/send?force=false") },
            Status = task.PrepareStatus,
        },
        { Type: ApiTask.Sign } => TaskShape.Signed(task),
        { Type: ApiTask.Print } => TaskShape.Content(task),
        { Report: { HasErrors: true } report } => new
        {
            Id = "urn:error:externapi:checkProtocolHasErrors", StatusCode = StatusCodes.Status400BadRequest, Message = "Черновик не прошёл проверку.",
            Status = "check-protocol-has-errors", CheckResult = DraftShapes.Data(report),
        },
        _ => DocflowShapes.Docflow(call, docflows.Find(task.DocflowId!.Value)!, withDocuments: true),
    };
}

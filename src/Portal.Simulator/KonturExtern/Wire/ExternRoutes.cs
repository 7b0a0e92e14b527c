using System.Text.Json;
using Portal.Simulator.KonturExtern.Accounts;

namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>
/// Maps the vendor's paths: authentication, access to the account (403 before 404), zero identifiers (400), errors with a body and a trace id,
/// so that a handler says only what is its own.
/// </summary>
internal sealed class ExternRoutes(IEndpointRouteBuilder routes, ExternCallers callers, AccountDirectory accounts, Action catchUp, Action<ExternCall> checkInventory, ILogger log)
{
    private const string TraceHeader = "X-Kontur-Trace-Id";

    public void Get(string path, Func<ExternCall, Task<ExternAnswer>> handler) => Map("GET", path, handler);

    public void Get(string path, Func<ExternCall, ExternAnswer> handler) => Map("GET", path, call => Task.FromResult(handler(call)));

    public void Post(string path, Func<ExternCall, Task<ExternAnswer>> handler) => Map("POST", path, handler);

    public void Post(string path, Func<ExternCall, ExternAnswer> handler) => Map("POST", path, call => Task.FromResult(handler(call)));

    public void Put(string path, Func<ExternCall, Task<ExternAnswer>> handler) => Map("PUT", path, handler);

    public void Patch(string path, Func<ExternCall, Task<ExternAnswer>> handler) => Map("PATCH", path, handler);

    public void Patch(string path, Func<ExternCall, ExternAnswer> handler) => Map("PATCH", path, call => Task.FromResult(handler(call)));

    public void Delete(string path, Func<ExternCall, ExternAnswer> handler) => Map("DELETE", path, call => Task.FromResult(handler(call)));

    /// <summary>A path below <c>/test-tools</c>: the api-key alone opens it, and so does an access token with its scope.</summary>
    public void Tool(string verb, string path, Func<HttpContext, Task<ExternAnswer>> handler) =>
        routes.MapMethods("/test-tools/v1/" + path, [verb], Guarded(http =>
        {
            callers.CheckTool(http);
            return handler(http);
        }));

    public void Tool(string verb, string path, Func<HttpContext, ExternAnswer> handler) => Tool(verb, path, http => Task.FromResult(handler(http)));

    /// <summary>A path whose address alone opens it.</summary>
    public void Open(string verb, string path, Func<HttpContext, Task<ExternAnswer>> handler) => routes.MapMethods(path, [verb], Guarded(handler));

    /// <summary>A control of the simulator itself: no authentication.</summary>
    public void Control(IEndpointRouteBuilder root, string path, Func<HttpContext, ExternAnswer> handler, string verb = "POST") =>
        root.MapMethods(path, [verb], Guarded(http => Task.FromResult(handler(http))));

    /// <summary>Everything else: 404 with a body.</summary>
    public void Fallback() =>
        routes.Map("/{**rest}", Guarded(http =>
        {
            _ = callers.Resolve(http);
            throw ExternException.NotFound("Такого метода нет.");
        }));

    private void Map(string verb, string path, Func<ExternCall, Task<ExternAnswer>> handler)
    {
        routes.MapMethods(path, [verb], Guarded(http => CallAsync(http, handler)));
        if (InventoryPath(verb, path) is { } below)
        {
            // The SDK sends an inventory's reply by PUT, the documentation by POST (drafts contract 7.3).
            string[] verbs = below.EndsWith("/send", StringComparison.Ordinal) ? [verb, "PUT"] : [verb];
            routes.MapMethods(below, verbs, Guarded(http => CallAsync(http, call =>
            {
                checkInventory(call);
                return handler(call);
            })));
        }
    }

    /// <summary>Inventories answer the calls of their documents below the document that they answer, too (drafts contract 5.7).</summary>
    private static string? InventoryPath(string verb, string path)
    {
        const string Docflow = "/v1/{accountId:guid}/docflows/{docflowId:guid}";
        const string Inventory = "/v1/{accountId:guid}/docflows/{relatedDocflowId:guid}/documents/{relatedDocumentId:guid}/inventories/{docflowId:guid}";
        var isDocument = path.StartsWith(Docflow + "/documents/", StringComparison.Ordinal) && !path.EndsWith("/inventories", StringComparison.Ordinal) && !path.EndsWith("/related", StringComparison.Ordinal);
        return isDocument || (verb == "GET" && path == Docflow) ? Inventory + path[Docflow.Length..] : null;
    }

    private RequestDelegate Guarded(Func<HttpContext, Task<ExternAnswer>> work)
    {
        return Run;

        Task Run(HttpContext http)
        {
            Func<Task<ExternAnswer>> bound = () => work(http);
            return GuardAsync(http, bound);
        }
    }

    private async Task<ExternAnswer> CallAsync(HttpContext http, Func<ExternCall, Task<ExternAnswer>> handler)
    {
        var (person, apiKey, sid, bearer) = callers.Resolve(http);
        ExternAccount? account = null;
        if (http.Request.RouteValues.TryGetValue("accountId", out var raw))
        {
            var accountId = Guid.Parse((string)raw!);
            RefuseZero(accountId, "accountId");
            var bare = http.Request.RouteValues.Count == 1;
            account = accounts.Find(accountId);
            if (account is null && bare)
            {
                throw ExternException.NotFound("Учётная запись не найдена.");
            }

            if (account is null || !account.IsOpenTo(person.KonturUserId!.Value, apiKey))
            {
                throw ExternException.Forbidden("Нет доступа к учётной записи.");
            }
        }

        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (Guid.TryParse(value as string, out var id))
            {
                RefuseZero(id, name);
            }
        }

        if (HttpMethods.IsGet(http.Request.Method))
        {
            catchUp();
        }

        return await handler(new ExternCall(http, person, apiKey, sid, account) { Bearer = bearer });
    }

    /// <summary>The id of the request, given by the gate in front of all vendors or made here.</summary>
    public static string TraceOf(HttpContext http)
    {
        if (http.Response.Headers[TraceHeader].ToString() is { Length: > 0 } known)
        {
            return known;
        }

        var made = Guid.NewGuid().ToString("N");
        http.Response.Headers[TraceHeader] = made;
        return made;
    }

    private static void RefuseZero(Guid id, string name)
    {
        if (id == Guid.Empty)
        {
            throw ExternException.BadRequest($"Неверный идентификатор {name}.");
        }
    }

    private async Task GuardAsync(HttpContext http, Func<Task<ExternAnswer>> work)
    {
        var trace = TraceOf(http);

        ExternAnswer answer;
        try
        {
            answer = await work();
        }
        catch (ExternException refused)
        {
            answer = Refusal(refused.Status, refused.Id, refused.Message, refused.Context, trace);
        }
        catch (BadHttpRequestException refused)
        {
            answer = Refusal(refused.StatusCode, ExternException.Generic, "Запрос оборван или испорчен.", null, trace);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            log.LogError(failure, "Extern call failed: {Path}", http.Request.Path);
            answer = Refusal(StatusCodes.Status500InternalServerError, ExternException.Generic, "Внутренняя ошибка сервиса.", null, trace);
        }

        if (answer.Status == 0)
        {
            return;
        }

        http.Response.StatusCode = answer.Status;
        if (answer.Body is not null)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await JsonSerializer.SerializeAsync(http.Response.BodyWriter, answer.Body, answer.Body.GetType(), ExternJson.Options, http.RequestAborted);
        }
    }

    private static ExternAnswer Refusal(int status, string id, string message, object? context, string trace) =>
        new(status, new ErrorBody(id, status, message, trace, new Dictionary<string, string>(), context));
}

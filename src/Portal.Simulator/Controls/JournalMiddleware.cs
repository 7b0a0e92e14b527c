using Microsoft.AspNetCore.Http.Features;

namespace Portal.Simulator.Controls;

/// <summary>
/// Innermost: lets the vendor process the request and writes it down when that ended. Processing does not see that the client went away
/// meanwhile: like the real service, what was received completely is done completely.
/// </summary>
internal sealed class JournalMiddleware(RequestDelegate next, RequestJournal journal, WarmUpMark warmUp, ILogger<JournalMiddleware> logger)
{
    /// <summary>What the journal shows when the client left before the request was whole.</summary>
    public const int ClientGone = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<VendorRequest>();
        var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        context.Features.Set<IHttpRequestLifetimeFeature>(new UnhurriedLifetime(lifetime));
        int? status = null;
        var written = false;

        // Before the first byte of the answer: whoever has the answer finds the request in the journal.
        context.Response.OnStarting(() =>
        {
            Write();
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            await AnswerBareErrorAsync(context, request);
        }
        catch (Exception) when (lifetime.RequestAborted.IsCancellationRequested)
        {
            status = ClientGone;
        }
        catch (Exception reason)
        {
            logger.LogError(reason, "{Verb} {Path} failed", context.Request.Method, request.Path);
            status = StatusCodes.Status500InternalServerError;
            if (!context.Response.HasStarted)
            {
                context.Response.Headers.Remove("Content-Length");
                await VendorError.WriteAsync(context, StatusCodes.Status500InternalServerError);
            }
        }
        finally
        {
            context.Features.Set(lifetime);
            Write();
        }

        void Write()
        {
            if (!written && !warmUp.Marks(context.Request))
            {
                written = true;
                journal.Add(request.ToEntry(context.Request.Method, status ?? context.Response.StatusCode, processed: true));
            }
        }
    }

    /// <summary>Every error of Extern has the standard body (contract auth 5.1), also where no endpoint matched.</summary>
    private static Task AnswerBareErrorAsync(HttpContext context, VendorRequest request)
    {
        var response = context.Response;
        var bare = request.Vendor == "extern" && response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null };
        return bare ? VendorError.WriteAsync(context, response.StatusCode) : Task.CompletedTask;
    }

    private sealed class UnhurriedLifetime(IHttpRequestLifetimeFeature real) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => real.Abort();
    }
}

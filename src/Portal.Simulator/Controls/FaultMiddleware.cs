using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Simulator.Controls;

/// <summary>Makes the ordered faults happen, around the journal: what is processed is written down before the answer is lost.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultList faults, RequestJournal journal, WarmUpMark warmUp, TimeProvider wall, IHostApplicationLifetime host)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.PathBase.Value + context.Request.Path.Value;
        var fault = warmUp.Marks(context.Request) ? null : faults.Take(context.Request.Method, path, context.Request.QueryString.Value ?? "");
        switch (fault)
        {
            case null:
                await next(context);
                break;
            case { DropAfterAccept: true }:
                await AcceptAndDropAsync(context, fault);
                break;
            case { Status: { } status }:
                await RefuseAsync(context, fault, status);
                break;
            default:
                if (await WaitAsync(context, fault))
                {
                    await next(context);
                }
                else
                {
                    Write(context, JournalMiddleware.ClientGone);
                }

                break;
        }
    }

    private async Task AcceptAndDropAsync(HttpContext context, FaultOrder fault)
    {
        context.Features.GetRequiredFeature<VendorRequest>().Dropped = true;
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        try
        {
            // Nothing may reach the socket: neither headers nor the body, however the endpoint writes it.
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            await next(context);
            await WaitAsync(context, fault);
        }
        finally
        {
            context.Abort();
            context.Features.Set(body);
        }
    }

    private async Task RefuseAsync(HttpContext context, FaultOrder fault, int status)
    {
        if (!await WaitAsync(context, fault))
        {
            Write(context, JournalMiddleware.ClientGone);
            return;
        }

        if (fault.RetryAfterS is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (fault.DontRetry)
        {
            context.Response.Headers["Dont-Retry"] = "True";
            context.Response.Headers["X-Kontur-Dont-Retry"] = "True";
        }

        // Written down first: whoever has the answer finds it in the journal.
        Write(context, status);
        await VendorError.WriteAsync(context, status, fault.Bare);
    }

    private void Write(HttpContext context, int status) =>
        journal.Add(context.Features.GetRequiredFeature<VendorRequest>().ToEntry(context.Request.Method, status, processed: false));

    /// <summary>False when the client left or the simulator stops.</summary>
    private async Task<bool> WaitAsync(HttpContext context, FaultOrder fault)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), wall, end.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

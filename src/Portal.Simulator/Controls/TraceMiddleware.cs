using System.Security.Cryptography;
using Portal.Simulator.KonturAuth;

namespace Portal.Simulator.Controls;

/// <summary>Outermost: gives the request its trace id (contract auth 1.3) and finds out who sends it.</summary>
internal sealed class TraceMiddleware(RequestDelegate next, TimeProvider wall, SessionDirectory sessions)
{
    public const string HeaderName = "X-Kontur-Trace-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var traceId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.TraceIdentifier = traceId;
        var vendor = VendorPaths.VendorOf(context.Request.Path)!;

        // The state's services have no such header: whoever saw it would know where they are.
        if (vendor is not ("esia" or "epgu"))
        {
            context.Response.Headers[HeaderName] = traceId;
        }

        context.Features.Set(new VendorRequest
        {
            Vendor = vendor,
            Path = QueryRedaction.RedactPath(context.Request.PathBase + context.Request.Path) + QueryRedaction.Redact(context.Request.QueryString.Value ?? ""),
            TraceId = traceId,
            At = wall.GetUtcNow(),
        });

        var authorization = context.Request.Headers.Authorization.ToString();
        var sid = authorization.StartsWith("auth.sid ", StringComparison.OrdinalIgnoreCase) ? authorization[9..].Trim() : context.Request.Cookies["auth.sid"];
        context.NotePerson(sid is null ? null : sessions.Resolve(sid, context.Request.Headers["X-Kontur-Apikey"]));
        await next(context);
    }
}

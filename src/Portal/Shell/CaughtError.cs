using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Shell;

/// <summary>An error boundary that gives the error a number and logs it under that number.</summary>
public sealed class CaughtError : ErrorBoundary
{
    [Inject] private ILogger<CaughtError> Log { get; set; } = null!;

    public string? TraceId { get; private set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        TraceId = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        Log.LogError(exception, "A page fell; the person was shown the number {TraceId}", TraceId);
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Shell;

namespace Portal.Ui;

/// <summary>The one base class of pages: a token that ends with the component, owned subscriptions, and trouble told instead of thrown.</summary>
public abstract class PortalComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource life = new();
    private readonly List<IDisposable> owned = [];
    private int running;
    private bool disposed;

    /// <summary>Takes the token while its source is alive: work that outlives the page still asks for it.</summary>
    protected PortalComponent() => Life = life.Token;

    [Inject] private NavigationManager Navigator { get; set; } = null!;
    [Inject] private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>Cancelled when the component leaves the screen.</summary>
    protected CancellationToken Life { get; }

    /// <summary>True while a <see cref="RunAsync"/> is under way.</summary>
    protected bool Busy => running > 0;

    /// <summary>What the last run stumbled over; null once a new one starts.</summary>
    protected Trouble? Trouble { get; set; }

    /// <summary>Ties a subscription to the life of the component.</summary>
    protected T Own<T>(T subscription)
        where T : IDisposable
    {
        owned.Add(subscription);
        return subscription;
    }

    /// <summary>Does the work; what a vendor refuses, or is not this person's, becomes <see cref="Trouble"/>. Anything else reaches the error boundary.</summary>
    /// <returns>True when the work came to its end.</returns>
    protected async Task<bool> RunAsync(Func<CancellationToken, Task> work)
    {
        if (disposed)
        {
            return false;
        }

        running++;
        Trouble = null;
        try
        {
            return await GuardAsync(() => work(Life));
        }
        finally
        {
            running--;
        }
    }

    /// <summary>Redraws after something from outside the renderer; silent once the component is gone.</summary>
    protected Task RedrawAsync(Func<Task>? first = null) => disposed
        ? Task.CompletedTask
        : InvokeAsync(async () =>
        {
            if (!disposed)
            {
                await GuardAsync(first ?? (() => Task.CompletedTask));
            }

            if (!disposed)
            {
                StateHasChanged();
            }
        });

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposed || !disposing)
        {
            return;
        }

        disposed = true;
        life.Cancel();
        owned.ForEach(subscription => subscription.Dispose());
        owned.Clear();
        life.Dispose();
    }

    private async Task<bool> GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception error) when (disposed)
        {
            // The page is gone, and with it whoever could be told; what was done is in the store.
            Loggers.CreateLogger(GetType()).LogDebug(error, "A page left before its work ended");
            return false;
        }
        catch (NotLinkedException)
        {
            Navigator.NavigateTo(PortalUrls.Link);
            return false;
        }
        catch (AccessDeniedException)
        {
            Trouble = Trouble.NotYours;
            return false;
        }
        catch (VendorException error)
        {
            Trouble = Trouble.From(error);
            return false;
        }
    }
}

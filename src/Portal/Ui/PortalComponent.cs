using Microsoft.AspNetCore.Components;
using MudBlazor;
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

    [Inject] private NavigationManager Navigator { get; set; } = null!;

    [Inject] private IDialogService Asking { get; set; } = null!;

    /// <summary>Cancelled when the component leaves the screen.</summary>
    protected CancellationToken Life => life.Token;

    /// <summary>True while a <see cref="RunAsync"/> is under way.</summary>
    protected bool Busy => running > 0;

    /// <summary>What the last run stumbled over; null once a new one starts.</summary>
    protected Trouble? Trouble { get; set; }

    /// <summary>Ties a subscription to the life of the component.</summary>
    protected T Own<T>(T subscription) where T : IDisposable
    {
        owned.Add(subscription);
        return subscription;
    }

    /// <summary>Does the work; a vendor's refusal becomes <see cref="Trouble"/>, a lost sign-in a new one, a dangerous step a fresh one, and what the dead hear is dropped. Anything else reaches the error boundary.</summary>
    /// <returns>True when the work came to its end.</returns>
    protected async Task<bool> RunAsync(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (disposed)
        {
            return false;
        }

        running++;
        Trouble = null;
        try
        {
            await work(life.Token);
            return true;
        }
        catch (Exception e) when (disposed && e is OperationCanceledException or VendorException)
        {
            return false;
        }
        catch (VendorException e) when (e.Kind == VendorErrorKind.SignedOut)
        {
            Navigator.NavigateTo(PortalUrls.SignIn(Navigator.ToBaseRelativePath(Navigator.Uri)), forceLoad: true);
            return false;
        }
        catch (NotLinkedException)
        {
            Navigator.NavigateTo(PortalUrls.Link);
            return false;
        }
        catch (StepUpNeededException)
        {
            if (await FreshSignInDialog.AskAsync(Asking))
            {
                Navigator.NavigateTo(PortalUrls.SignInAgain(Navigator.ToBaseRelativePath(Navigator.Uri)), forceLoad: true);
            }

            return false;
        }
        catch (AccessDeniedException)
        {
            Trouble = Trouble.NotYours;
            return false;
        }
        catch (VendorException e)
        {
            Trouble = Trouble.From(e);
            return false;
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
            if (first is not null && !disposed)
            {
                await first();
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
}

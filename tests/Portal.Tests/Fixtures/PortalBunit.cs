using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Portal.Access;
using Portal.Shell;
using Portal.Testing;
using Portal.Ui;

namespace Portal.Tests.Fixtures;

/// <summary>
/// A browser tab of a running portal: components drawn by bUnit on the portal's own services. Singletons are the portal's; scoped services come from
/// one scope, as in a circuit; the session row is real. Only what belongs to the browser is imitated: navigation and JavaScript.
/// </summary>
public sealed class PortalBunit : BunitContext
{
    private static readonly TimeSpan Patience = Eventually.DefaultTimeout;
    private readonly AsyncServiceScope scope;
    private bool drawn;

    private PortalBunit(RunningPortal portal, Actor actor)
    {
        Actor = actor;
        scope = portal.Services.CreateAsyncScope();
        var authentication = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)authentication).SetAuthenticationState(Task.FromResult(new AuthenticationState(PrincipalOf(actor))));

        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        Services.AddSingleton(authentication);
        Services.AddCascadingAuthenticationState();
        Services.AddMudServices();
        Services.AddTransient<MudLocalizer, RussianMudLocalizer>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetupField("./js/code-field.js");
        SetupField("./js/upload.js");
    }

    /// <summary>Who sits at it.</summary>
    public Actor Actor { get; }

    /// <summary>The frame of this tab.</summary>
    public HeaderState Header => scope.ServiceProvider.GetRequiredService<HeaderState>();

    /// <summary>Where the tab has gone to, relative to the root.</summary>
    public string Address => Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    /// <summary>Opens a tab with a session of its own.</summary>
    public static async Task<PortalBunit> OpenAsync(RunningPortal portal, Actor person)
    {
        var actor = person with { SessionId = Guid.NewGuid().ToString("N") };
        await portal.SignedInAsync(actor, TimeSpan.Zero);
        return new PortalBunit(portal, actor);
    }

    /// <summary>Draws a page; with the first one of a tab, the providers of dialogs and messages, as the layout has them.</summary>
    public IRenderedComponent<IComponent> Open<TPage>(params (string Name, object Value)[] parameters)
        where TPage : IComponent
    {
        var first = !drawn;
        drawn = true;
        return Render(builder =>
        {
            if (first)
            {
                builder.OpenComponent<MudPopoverProvider>(0);
                builder.CloseComponent();
                builder.OpenComponent<MudDialogProvider>(1);
                builder.CloseComponent();
                builder.OpenComponent<MudSnackbarProvider>(2);
                builder.CloseComponent();
            }

            builder.OpenComponent<TPage>(3);
            foreach (var (name, value) in parameters)
            {
                builder.AddComponentParameter(4, name, value);
            }

            builder.CloseComponent();
        });
    }

    /// <summary>Goes to an address, as a link would.</summary>
    public void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    /// <summary>Waits until the screen says something.</summary>
    public static void Shows(IRenderedComponent<IComponent> screen, string text) => screen.WaitForAssertion(() => Assert.Contains(text, Words(screen), StringComparison.Ordinal), Patience);

    /// <summary>Waits until the screen no longer says something.</summary>
    public static void Hides(IRenderedComponent<IComponent> screen, string text) => screen.WaitForAssertion(() => Assert.DoesNotContain(text, Words(screen), StringComparison.Ordinal), Patience);

    /// <summary>Waits until the tab has gone somewhere.</summary>
    public void Goes(IRenderedComponent<IComponent> screen, string address) => screen.WaitForAssertion(() => Assert.Equal(address.TrimStart('/'), Address), Patience);

    /// <summary>Presses the button with this text, once it can be pressed, and waits for what it does.</summary>
    public static Task PressAsync(IRenderedComponent<IComponent> screen, string button) => ActAsync(
        screen,
        () => screen.FindAll("button:not([disabled])").FirstOrDefault(one => Squeeze(one.TextContent) == button),
        found => found.GetAttribute("type") == "submit" && FormOf(screen, found) is { } form ? form.SubmitAsync() : found.ClickAsync());

    /// <summary>Finds an element and acts on it in one turn of the renderer: no redraw comes in between and takes the element away.</summary>
    public static async Task ActAsync(IRenderedComponent<IComponent> screen, Func<IElement?> find, Func<IElement, Task> act)
    {
        Task? acted = null;
        while (acted is null)
        {
            screen.WaitForAssertion(() => Assert.NotNull(find()), Patience);
            await screen.InvokeAsync(() => { acted = find() is { } element ? act(element) : null; });
        }

        await acted;
    }

    /// <summary>True while the screen offers a button with this text, pressable or not.</summary>
    public static bool Offers(IRenderedComponent<IComponent> screen, string button) => screen.FindAll("button").Any(one => Squeeze(one.TextContent) == button);

    /// <summary>Puts text into the code field as <c>code-field.js</c> hands it over: digits only, cut at the length.</summary>
    public static async Task PasteCodeAsync(IRenderedComponent<IComponent> screen, string text)
    {
        screen.WaitForAssertion(() => Assert.NotEmpty(screen.FindComponents<CodeField>()), Patience);
        var field = screen.FindComponent<CodeField>();
        var digits = string.Concat(text.Where(char.IsAsciiDigit).Take(field.Instance.Length));
        await field.InvokeAsync(() => field.Instance.TypedAsync(digits));
    }

    /// <summary>What is read on the screen, blanks squeezed.</summary>
    public static string Words(IRenderedComponent<IComponent> screen) => Squeeze(string.Join(' ', screen.Nodes.Select(node => node.TextContent)));

    /// <inheritdoc />
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await scope.DisposeAsync();
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // A button outside its form names it.
    private static IElement? FormOf(IRenderedComponent<IComponent> screen, IElement button) =>
        button.GetAttribute("form") is { } id ? screen.Find($"form[id='{id}']") : button.Closest("form");

    private static ClaimsPrincipal PrincipalOf(Actor actor) => new(new ClaimsIdentity(
        [
            new Claim(PortalClaims.Person, actor.PersonId), new Claim(PortalClaims.Session, actor.SessionId), new Claim("name", actor.Name),
            new Claim("role", actor.IsAdmin ? PortalClaims.AdminRole : PortalClaims.UserRole),
        ],
        "test", "name", "role"));

    // A module whose attach gives an object with methods of its own.
    private void SetupField(string file)
    {
        var module = JSInterop.SetupModule(file);
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("attach", _ => true).Mode = JSRuntimeMode.Loose;
    }
}

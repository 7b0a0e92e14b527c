using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Simulator.Pages;
using Portal.Simulator.People;

namespace Portal.Simulator.PartnerIdp;

/// <summary>The provider's pages: login, «вы вошли», «вы вышли».</summary>
internal static class SignInEndpoints
{
    /// <summary>Parameter of the way back when the person gives up.</summary>
    public const string CancelParameter = "refused";

    /// <summary>Address of the login page inside the path base.</summary>
    public static string Address(string returnUrl, string? loginHint) =>
        "/login" + QueryString.Create([KeyValuePair.Create("returnUrl", (string?)returnUrl), KeyValuePair.Create("login", loginHint)]);

    public static void Map(IEndpointRouteBuilder idp)
    {
        idp.MapGet("/", HomeAsync);
        idp.MapGet("/login", (HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? login) =>
            Page(context, antiforgery, returnUrl, login, error: null, StatusCodes.Status200OK));
        idp.MapPost("/login", LogInAsync);
        idp.MapGet("/signed-out", () => HtmlPage.Answer(SignInPages.SignedOut()));
    }

    private static async Task<IResult> HomeAsync(HttpContext context, IdpCookie cookie) => await cookie.ReadAsync(context) is { } session
        ? HtmlPage.Answer(SignInPages.SignedIn(session.Person, context.Request.PathBase))
        : Results.Redirect(context.Request.PathBase + "/login");

    private static async Task<IResult> LogInAsync(HttpContext context, IAntiforgery antiforgery, IdpCookie cookie)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var (returnUrl, login, password) = (form["returnUrl"].ToString(), form["login"].ToString().Trim(), form["password"].ToString());
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Page(context, antiforgery, returnUrl, login, "Страница устарела. Войдите ещё раз.", StatusCodes.Status400BadRequest);
        }

        if (DemoPeople.All.FirstOrDefault(known => string.Equals(known.Login, login, StringComparison.OrdinalIgnoreCase)) is not { } person
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(person.Password), Encoding.UTF8.GetBytes(password)))
        {
            return Page(context, antiforgery, returnUrl, login, "Неверный логин или пароль. Проверьте раскладку и попробуйте ещё раз.", StatusCodes.Status401Unauthorized);
        }

        await cookie.SignInAsync(context, person);
        return Results.Redirect(IsOurs(context, returnUrl) ? returnUrl : context.Request.PathBase + "/");
    }

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? login, string? error, int status)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var wayBack = IsOurs(context, returnUrl) ? returnUrl : null;
        return HtmlPage.Answer(
            SignInPages.LogIn(new LogInView(context.Request.PathBase, tokens.FormFieldName, tokens.RequestToken!, wayBack, login, error)), status);
    }

    /// <summary>Only the authorization endpoint is a place to return to.</summary>
    private static bool IsOurs(HttpContext context, string? returnUrl) =>
        returnUrl is not null && returnUrl.StartsWith(context.Request.PathBase + "/connect/authorize?", StringComparison.Ordinal);
}

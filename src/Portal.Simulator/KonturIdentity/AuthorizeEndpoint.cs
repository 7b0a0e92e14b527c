using Microsoft.AspNetCore.WebUtilities;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturIdentity;

/// <summary>
/// <c>connect/authorize</c> and its login page (contract auth 2.6). Redirect addresses are not registered anywhere in the contract: those of this
/// machine are taken, any other is refused on the spot.
/// </summary>
internal sealed class AuthorizeEndpoint(ClientGate clients, KonturUsers users, Tickets<AuthorizationCode> codes, SimulatorSettings settings, TimeProvider wall)
{
    public IResult Show(HttpContext context) => Read(context, out var refusal) is { } asked
        ? Refused(asked, context) ?? HtmlPage.Answer(IdentityPages.LogIn(context.Request.QueryString.Value!, null, null))
        : refusal!;

    public async Task<IResult> LogInAsync(HttpContext context)
    {
        if (Read(context, out var refusal) is not { } asked)
        {
            return refusal!;
        }

        if (Refused(asked, context) is { } error)
        {
            return error;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var login = form["login"].ToString();
        if (users.ByPassword(login, form["password"].ToString()) is not { KonturUserId: { } userId })
        {
            return HtmlPage.Answer(IdentityPages.LogIn(context.Request.QueryString.Value!, login, "Неверный логин или пароль"), StatusCodes.Status401Unauthorized);
        }

        var query = context.Request.Query;
        var code = codes.Put(new AuthorizationCode(
            Secret.Hex(), userId, query["client_id"].ToString(), asked, Scopes.Parse(query["scope"]), Given(query["nonce"]), Given(query["code_challenge"]),
            wall.GetUtcNow() + settings.Identity.AuthorizationCode));
        return Back(asked, new() { ["code"] = code.Code, ["state"] = Given(query["state"]), ["scope"] = string.Join(' ', code.Scopes) });
    }

    /// <summary>The redirect address; null when nobody may be sent anywhere.</summary>
    private string? Read(HttpContext context, out IResult? refusal)
    {
        var query = context.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        refusal = !clients.IsKnown(query["client_id"]) ? Wrong("Неизвестный client_id")
            : !Uri.TryCreate(redirect, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || !address.IsLoopback || address.Fragment.Length > 0
                ? Wrong("redirect_uri должен вести на этот компьютер (localhost)")
            : null;
        return refusal is null ? redirect : null;
    }

    /// <summary>What the client is told at its own address.</summary>
    private static IResult? Refused(string redirect, HttpContext context)
    {
        var query = context.Request.Query;
        var error = query["response_type"] != "code" ? "unsupported_response_type"
            : query["code_challenge"].Count > 0 && query["code_challenge_method"] != "S256" ? "invalid_request"
            : null;
        try
        {
            Scopes.Parse(query["scope"]);
        }
        catch (IdentityRefusal refusal)
        {
            error ??= refusal.Error;
        }

        return error is null ? null : Back(redirect, new() { ["error"] = error, ["state"] = Given(query["state"]) });
    }

    private static IResult Back(string redirect, Dictionary<string, string?> answer) => Results.Redirect(QueryHelpers.AddQueryString(redirect, answer));

    private static IResult Wrong(string what) => HtmlPage.Answer(IdentityPages.Message("Вход невозможен", what), StatusCodes.Status400BadRequest);

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>In front of every method that needs a token: who calls, and whether the system has not called too often (contract 3, 3.11).</summary>
internal sealed class EpguGate(AccessTokens tokens, RequestBudget budget)
{
    private const string Scheme = "Bearer ";

    /// <summary>The endpoint behind the gate.</summary>
    public Func<HttpContext, Task<IResult>> Guard(Func<HttpContext, EsiaKey, Task<IResult>> endpoint) => async context =>
    {
        try
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            var caller = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? tokens.Owner(authorization[Scheme.Length..].Trim()) : null;
            if (caller is null)
            {
                return Results.StatusCode(StatusCodes.Status401Unauthorized);
            }

            return budget.Take(caller.Mnemonic) ? await endpoint(context, caller) : throw EpguError.Limit();
        }
        catch (EpguError error)
        {
            return error.Answer();
        }
    };

    /// <summary>The same for endpoints that answer at once.</summary>
    public Func<HttpContext, Task<IResult>> Guard(Func<HttpContext, EsiaKey, IResult> endpoint) => Guard((context, caller) => Task.FromResult(endpoint(context, caller)));
}

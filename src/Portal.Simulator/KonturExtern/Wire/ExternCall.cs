using System.Globalization;
using System.Text.Json;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>One authenticated call: who asks, for which account, with which values.</summary>
internal sealed class ExternCall(HttpContext http, DemoPerson person, string apiKey, string? sid, ExternAccount? account)
{
    private string? root;

    public HttpContext Http => http;

    public HttpRequest Request => http.Request;

    public CancellationToken Cancelled => http.RequestAborted;

    public DemoPerson Person => person;

    public Guid UserId => person.KonturUserId!.Value;

    public string ApiKey => apiKey;

    public string? Sid => sid;

    /// <summary>The access token, where the call came with one instead of a sid.</summary>
    public string? Bearer { get; init; }

    /// <summary>The account of the path; access has been checked.</summary>
    public ExternAccount Account => account ?? throw new InvalidOperationException("The route has no account.");

    /// <summary>Administrators see what everybody of the account does.</summary>
    public bool IsAdmin => Account.RoleOf(UserId) == ExternAccount.Admin;

    /// <summary>A GUID of the path.</summary>
    public Guid Id(string name) => Guid.Parse((string)http.Request.RouteValues[name]!, CultureInfo.InvariantCulture);

    /// <summary>An absolute address below <c>/extern</c>.</summary>
    public string Url(string path) => (root ??= $"{Request.Scheme}://{Request.Host}/extern") + path;

    /// <summary>An absolute link.</summary>
    public Link Link(string rel, string path, string? name = null) => new(Url(path), rel, name);

    public string? Text(string name) => Request.Query[name] is [var value, ..] && !string.IsNullOrWhiteSpace(value) ? value : null;

    public IReadOnlyList<string> Texts(string name) => [.. Request.Query[name].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!)];

    /// <summary>A boolean in any case; anything else is 400.</summary>
    public bool? Flag(string name) => Text(name) is not { } text ? null
        : bool.TryParse(text, out var value) ? value : throw Wrong(name);

    public long? Number(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(name);

    public Guid? GuidOf(string name) => Text(name) is not { } text ? null : Guid.TryParse(text, out var value) ? value : throw Wrong(name);

    /// <summary>A date-time with zone, or without one (then UTC).</summary>
    public DateTimeOffset? Moment(string name) => Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : throw Wrong(name);

    /// <summary><c>skip</c> and <c>take</c> of a list: negative values are refused, more than 1000 is lowered.</summary>
    public (int Skip, int Take) Page(int defaultTake = 100, bool zeroTakes = true)
    {
        var skip = Number("skip") ?? 0;
        var take = Number("take") ?? defaultTake;
        return skip < 0 ? throw Wrong("skip") : take < 0 || (take == 0 && !zeroTakes) ? throw Wrong("take")
            : ((int)Math.Min(skip, int.MaxValue), (int)Math.Min(take, 1000));
    }

    /// <summary>The JSON body whatever its media type; an empty or malformed one is 400.</summary>
    public async Task<T> ReadAsync<T>()
        where T : class =>
        await ReadOrNullAsync<T>() ?? throw ExternException.BadRequest("Тело запроса не передано.");

    /// <summary>The JSON body as it came, for contracts that are open.</summary>
    public async Task<JsonElement> ReadJsonAsync() => (await ReadAsync<JsonDocument>()).RootElement;

    /// <summary>The JSON body, or null when nothing was sent.</summary>
    public async Task<T?> ReadOrNullAsync<T>()
        where T : class
    {
        if (Request.ContentLength is 0)
        {
            return null;
        }

        try
        {
            using var body = new MemoryStream();
            await Request.Body.CopyToAsync(body, Cancelled);
            return body.Length == 0 ? null : JsonSerializer.Deserialize<T>(body.ToArray(), ExternJson.Options);
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException)
        {
            throw ExternException.BadRequest($"Тело запроса не удалось разобрать: {refused.Message}");
        }
    }

    private static ExternException Wrong(string name) => ExternException.BadRequest($"Неверное значение параметра {name}.");
}

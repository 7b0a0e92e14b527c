using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>What became of orders: details, changed since, by list, and cancelling, which this service does not have (contract 3.4 to 3.6, 3.8).</summary>
internal sealed class DetailsEndpoints(OrderStore orders, OrderMachine machine, QuirkStore quirks)
{
    private const int MostListed = 1_000;

    public IResult Details(HttpContext context, EsiaKey caller)
    {
        var (order, now) = (Poll(Own(context, caller)), quirks.Now);
        var (code, shows) = !order.IsInPortal ? (machine.CodeOf(order), false)
            : order.SentAt is null ? ("OK", true)
            : order.Polls <= now.RetryPolls ? ("RETRY", false)
            : (machine.CodeOf(order), order.Polls > now.NullOrderPolls);
        var inner = shows ? OrderJson.Of(order, context.Request.Query["embed"].ToString().Contains("STATUS_HISTORY", StringComparison.OrdinalIgnoreCase), now) : null;
        return EpguJson.Answer(new JsonObject
        {
            ["code"] = shows || code != "OK" ? code : "DONE",
            ["message"] = order.Refusal == code ? order.RefusalMessage : null,
            [now.SnakeMessageId ? "message_id" : "messageId"] = order.MessageId.ToString(),
            ["order"] = inner is null || now.OrderAsObject ? inner : inner.ToJsonString(EpguJson.Options),
        });
    }

    public IResult UpdatedAfter(HttpContext context, EsiaKey caller)
    {
        var query = context.Request.Query;
        var after = EpguJson.ParseLocal(query["updatedAfter"]) ?? throw EpguError.BadRequest("updatedAfter: ожидается yyyy-MM-dd'T'HH:mm:ss.SSS");
        return Page(context, machine.All()
            .Where(order => order.OrganizationOid == caller.Organization.Oid && order.Mnemonic == caller.Mnemonic && WholeMilliseconds(order.Updated) > after)
            .OrderBy(order => order.Updated).Select(order => (order.Id, (EpguOrder?)order)));
    }

    public async Task<IResult> StatusesAsync(HttpContext context, EsiaKey caller)
    {
        var ids = context.Request.Query["orderIds"].ToString() is { Length: > 0 } listed ? Listed(listed) : await FormIdsAsync(context.Request);
        return Page(context, ids.Distinct().Select(id => (id, machine.Find(id) is { } order && order.OrganizationOid == caller.Organization.Oid ? order : null)));
    }

    /// <summary>Contract 3.8: the common method, with the answer of a service that has no cancelling.</summary>
    public IResult Cancel(HttpContext context, EsiaKey caller)
    {
        _ = Own(context, caller);
        return string.IsNullOrEmpty(context.Request.Query["reason"])
            ? throw EpguError.BadRequest("Не передан обязательный параметр reason")
            : throw new EpguError(StatusCodes.Status405MethodNotAllowed, "cancel_not_allowed", "Отмена заявления в текущем статусе невозможна");
    }

    private EpguOrder Own(HttpContext context, EsiaKey caller)
    {
        var id = long.TryParse((string?)context.Request.RouteValues["orderId"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw EpguError.BadRequest("orderId: ожидается целое число");
        var order = machine.Find(id) ?? throw EpguError.NoOrder();
        return order.OrganizationOid == caller.Organization.Oid ? order : throw EpguError.NoAccess();
    }

    /// <summary>Counts the askings while a quirk needs them.</summary>
    private EpguOrder Poll(EpguOrder order)
    {
        if (!order.IsInPortal || order.SentAt is null || order.Polls > Math.Max(quirks.Now.NullOrderPolls, quirks.Now.RetryPolls))
        {
            return order;
        }

        lock (orders.Gate)
        {
            var now = orders.Find(order.Id)!;
            return orders.Put(now with { Polls = now.Polls + 1 });
        }
    }

    private static IResult Page(HttpContext context, IEnumerable<(long Id, EpguOrder? Order)> found)
    {
        var (all, number, size) = (found.ToList(), Number(context, "pageNum", 0), Math.Min(Number(context, "pageSize", 10), MostListed));
        var page = all.Skip((int)Math.Min((long)number * size, int.MaxValue)).Take(size).Select(one => (JsonNode)Row(one.Id, one.Order)).ToArray();
        return EpguJson.Answer(new JsonObject { ["count"] = page.Length, ["totalCount"] = all.Count, ["content"] = new JsonArray(page) });
    }

    /// <summary>Times are told in milliseconds, so they are compared in them.</summary>
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    private static JsonObject Row(long id, EpguOrder? order) => new()
    {
        ["orderId"] = id,
        ["orderSearchStatus"] = order?.IsInPortal == true ? "FOUND" : "NOT_FOUND",
        ["status"] = order?.IsInPortal == true
            ? new JsonObject { ["statusId"] = order.Current.StatusId, ["statusName"] = order.Current.Title, ["updated"] = EpguJson.Local(order.Updated) }
            : null,
    };

    private static int Number(HttpContext context, string name, int usual) =>
        context.Request.Query[name].ToString() is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number > 0 || usual == 0) ? number
        : throw EpguError.BadRequest($"{name}: ожидается целое число");

    private static List<long> Listed(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(one => long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw NoIds())];

    /// <summary>The superseded form: POST with a field <c>meta</c> that holds a JSON array.</summary>
    private static async Task<List<long>> FormIdsAsync(HttpRequest request)
    {
        var text = request.HasFormContentType ? (await request.ReadFormAsync())["meta"].ToString() : "";
        try
        {
            return JsonNode.Parse(text) is JsonArray { Count: > 0 } array ? [.. array.SelectMany(node => Listed(node!.ToString()))] : throw NoIds();
        }
        catch (JsonException)
        {
            throw NoIds();
        }
    }

    private static EpguError NoIds() => EpguError.BadRequest("orderIds: ожидается список номеров заявлений");
}

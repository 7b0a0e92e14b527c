using System.Globalization;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturExtern.Events;

/// <summary>The events feed, sharing and publishers (auth contract 4).</summary>
internal sealed class EventsEndpoints(EventLog log, AccountDirectory accounts, TimeProvider wall, SandboxFolder sandbox)
{
    private const string DocflowNamespace = "urn:docflow:";

    public void Map(ExternRoutes routes)
    {
        routes.Get("/v1/events", Read);
        routes.Post("/v1/{accountId:guid}/share-events", ShareAsync);
        routes.Get("/v1/event-publishers", Publishers);
        routes.Delete("/v1/event-publishers/{publisherId:guid}", Unsubscribe);
    }

    private ExternAnswer Read(ExternCall call)
    {
        var (_, take) = call.Page();
        var cursor = call.Text("fromId") ?? throw ExternException.BadRequest("Не указан fromId; чтение начинают с 0_0.");
        var events = log.Read(Integrators.Portal, PositionOf(cursor), take);
        return ExternAnswer.Ok(new EventsPage(
            events.Count == 0 ? null : events[0].WireId, events.Count == 0 ? cursor : $"{events[^1].End:x}_0", events.Count == 0 ? null : events[^1].WireId,
            (int)Math.Min(call.Number("take") ?? 100, int.MaxValue), events.Count, [.. events.Select(one => Wire(call, one))], []));
    }

    private async Task<ExternAnswer> ShareAsync(ExternCall call)
    {
        if (!call.IsAdmin)
        {
            throw ExternException.Forbidden("Подписку на события разрешает только администратор учётной записи.");
        }

        var request = await call.ReadAsync<ShareRequest>();
        var subscriber = Integrators.Find(request.Subscriber, sandbox.ClientId) ?? throw ExternException.BadRequest("Неизвестное сервисное имя подписчика (subscriber).");
        var types = request.EventsFilter?.DocflowTypes ?? [];
        if (types.Any(type => type is null || !type.StartsWith(DocflowNamespace, StringComparison.OrdinalIgnoreCase)))
        {
            throw ExternException.BadRequest("Тип документооборота в фильтре начинается с urn:docflow:.");
        }

        log.Share(new Subscription(Guid.NewGuid(), call.Account.Id, subscriber, call.UserId, types, request.EventsFilter?.DocumentForms ?? [], wall.GetUtcNow()));
        return ExternAnswer.Empty();
    }

    /// <summary>The model is invented: only the method is published, and that every source has an id.</summary>
    private ExternAnswer Publishers(ExternCall call)
    {
        var (skip, take) = call.Page();
        var found = log.PublishersOf(Integrators.Portal);
        return ExternAnswer.Ok(new PublisherList(skip, take, found.Count, [.. found.Skip(skip).Take(take).Select(one => Publisher(one, accounts.Find(one.AccountId)!))]));
    }

    private ExternAnswer Unsubscribe(ExternCall call) =>
        log.Unsubscribe(Integrators.Portal, call.Id("publisherId")) ? ExternAnswer.Empty() : throw ExternException.NotFound("Источник событий не найден.");

    /// <summary>Where reading goes on: behind the event that is named. A lone offset is taken as well.</summary>
    private static long PositionOf(string cursor)
    {
        var parts = cursor.Split('_');
        return parts.Length <= 2 && Hex(parts[0]) is { } offset && (parts.Length == 1 ? 0 : Hex(parts[1])) is { } length ? offset + length
            : throw ExternException.BadRequest("Неверное значение параметра fromId.");
    }

    private static long? Hex(string text) =>
        text.Length is > 0 and < 16 && text.All(char.IsAsciiHexDigit) ? long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    private static ApiEvent Wire(ExternCall call, LoggedEvent one) => new(
        one.WireId, one.Facts.Inn, one.Facts.Kpp, DocflowNamespace + one.Facts.DocflowType, call.Link("docflow", $"/v1/{one.Facts.AccountId}/docflows/{one.Facts.DocflowId}"),
        $"urn:transaction:{one.Facts.NewState}", one.Facts.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture), one.Facts.DocflowId, one.Facts.AccountId, one.Facts.RelatedDocflowId,
        one.Facts.RelatedDocumentId);

    private static PublisherShape Publisher(Subscription one, ExternAccount account) =>
        new(one.Id, account.Id, account.Inn, account.Kpp, account.OrganizationName, new(one.DocflowTypes, one.DocumentForms));

    private sealed record ShareRequest(string? Subscriber, EventsFilter? EventsFilter);

    private sealed record EventsFilter(IReadOnlyList<string>? DocflowTypes, IReadOnlyList<DocumentForm>? DocumentForms);

    private sealed record EventsPage(
        string? FirstEventId, string NextEventId, string? LastEventId, int RequestedCount, int ReturnedCount, IReadOnlyList<ApiEvent> ApiEvents, IReadOnlyList<Link> Links);

    private sealed record ApiEvent(
        string Id, string Inn, string? Kpp, string DocflowType, Link DocflowLink, string NewState, string EventDateTime, Guid DocflowId, Guid AccountId,
        Guid? RelatedDocflowId, Guid? RelatedDocumentId);

    private sealed record PublisherList(int Skip, int Take, int TotalCount, IReadOnlyList<PublisherShape> Publishers);

    private sealed record PublisherShape(Guid Id, Guid AccountId, string Inn, string? Kpp, string OrganizationName, EventsFilter EventsFilter);
}

using System.Globalization;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.Esia;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>Upload after a reservation, whole or in parts (contract 3.3): the first chunk first, the last one last, all within five minutes.</summary>
internal sealed class ChunkEndpoint(OrderStore orders, OrderMachine machine, SendingEndpoints sending, QuirkStore quirks, SimulatorClock clock, ILogger<ChunkEndpoint> logger)
{
    private const long SmallestChunk = 5_000_000;
    private const int MostChunks = 10_000;
    private static readonly TimeSpan SeriesTime = TimeSpan.FromMinutes(5);

    private readonly HashSet<long> beingChecked = [];

    public async Task<IResult> AnswerAsync(HttpContext context, EsiaKey caller)
    {
        sending.DenyIfAsked();
        using var form = await UploadForm.ReadAsync(context.Request, orders.Folder, SendingEndpoints.LargestUpload);
        form.Meta();
        var id = Number(form, "orderId") ?? throw EpguError.BadRequest("Не передан обязательный параметр orderId");
        var count = (int)(Number(form, "chunks", MostChunks) ?? 1);
        var chunk = (int?)Number(form, "chunk", MostChunks);
        if (form.FileLength is not > 0)
        {
            throw EpguError.BadRequest("Не передан обязательный параметр file");
        }

        if (form.FileLength > SendingEndpoints.LargestUpload)
        {
            throw EpguError.BadRequest($"file: размер части больше {SendingEndpoints.LargestUpload} байт");
        }

        EpguOrder order;
        bool isLast;
        lock (orders.Gate)
        {
            order = Draft(id, caller);
            var series = Series(order, chunk ?? (count == 1 ? 0 : throw EpguError.BadRequest("Не передан обязательный параметр chunk")), count);
            var number = (chunk ?? 0) - series.First;
            if (number < 0 || number >= count)
            {
                throw EpguError.BadRequest("chunk: номер части вне диапазона");
            }

            isLast = number == count - 1;
            if (!isLast && form.FileLength < SmallestChunk)
            {
                throw EpguError.BadRequest($"file: размер части меньше {SmallestChunk} байт");
            }

            if (isLast && series.Received.Count(received => received != number) < count - 1)
            {
                throw EpguError.Conflict("chunk: последняя часть получена раньше остальных");
            }

            form.MoveTo(orders.ChunkPath(id, number));
            order = orders.Put(order with { Chunks = series with { Received = [.. series.Received.Append(number).Distinct()] } });
            if (isLast)
            {
                beingChecked.Add(id);
            }
        }

        if (isLast && Whole(order, count, caller) is var answer && !quirks.Now.LastChunk206)
        {
            return answer;
        }

        return EpguJson.Order(id, quirks.Now, StatusCodes.Status206PartialContent);
    }

    /// <summary>Checks the whole package while others go on asking, and keeps it.</summary>
    private IResult Whole(EpguOrder order, int count, EsiaKey caller)
    {
        try
        {
            orders.JoinChunks(order.Id, count);
            return sending.Take(machine.Receive(order, caller));
        }
        finally
        {
            lock (orders.Gate)
            {
                beingChecked.Remove(order.Id);
                orders.DropChunks(order.Id);
                if (orders.Find(order.Id) is { SentAt: null } refused)
                {
                    orders.Put(refused with { Chunks = null });
                }
            }
        }
    }

    private EpguOrder Draft(long id, EsiaKey caller)
    {
        var order = machine.Find(id) ?? throw EpguError.NoOrder();
        if (order.OrganizationOid != caller.Organization.Oid)
        {
            throw EpguError.NoAccess();
        }

        return order.SentAt is null && !beingChecked.Contains(id) ? order : throw EpguError.Conflict("orderId: заявление уже отправлено");
    }

    /// <summary>The series that goes on, or a new one that begins with its first chunk.</summary>
    private ChunkSeries Series(EpguOrder order, int chunk, int count)
    {
        var now = clock.UtcNow;
        if (order.Chunks is { } begun && now - begun.StartedAt > SeriesTime)
        {
            orders.DropChunks(order.Id);
            orders.Put(order with { Chunks = null });
            throw EpguError.Conflict("Время загрузки частей истекло: загруженное отброшено");
        }

        if (order.Chunks is { } series)
        {
            return series.Count == count ? series : throw EpguError.BadRequest("chunks: число частей изменилось");
        }

        if (chunk > 1)
        {
            throw EpguError.BadRequest("chunk: первая часть должна быть передана первой");
        }

        if (chunk == 1)
        {
            logger.LogWarning("Order {Order}: chunks are counted from 1, the rule is from 0", order.Id);
        }

        return new ChunkSeries(now, chunk, count, []);
    }

    private static long? Number(UploadForm form, string name, long most = long.MaxValue)
    {
        if (form.Field(name)?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most && (name != "chunks" || number > 0)
            ? number
            : throw EpguError.BadRequest($"{name}: ожидается целое число");
    }
}

using System.Text;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.Esia;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>Reserving a number and sending in one request (contract 3.1, 3.2).</summary>
internal sealed class SendingEndpoints(OrderStore orders, OrderMachine machine, QuirkStore quirks, SimulatorClock clock)
{
    /// <summary>The largest ZIP of one request, and the largest chunk.</summary>
    public const long LargestUpload = 50_000_000;

    private const int MostOrders = 20;
    private static readonly TimeSpan OrdersWindow = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, EpguOrder> underWay = [];

    public async Task<IResult> ReserveAsync(HttpContext context, EsiaKey caller)
    {
        DenyIfAsked();
        OrderMeta meta;
        if (context.Request.HasFormContentType)
        {
            using var form = await UploadForm.ReadAsync(context.Request, orders.Folder, 0);
            meta = form.Meta();
        }
        else
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            meta = OrderMeta.Parse(await body.ReadToEndAsync());
        }

        lock (orders.Gate)
        {
            if (IsOverLimit(caller))
            {
                throw EpguError.Limit();
            }

            return EpguJson.Order(orders.Put(machine.Open(caller, meta.Region)).Id, quirks.Now);
        }
    }

    public async Task<IResult> PushAsync(HttpContext context, EsiaKey caller)
    {
        DenyIfAsked();
        using var form = await UploadForm.ReadAsync(context.Request, orders.Folder, LargestUpload);
        var meta = form.Meta();
        if (form.FileLength is not > 0)
        {
            throw EpguError.BadRequest("Не передан обязательный параметр file");
        }

        if (form.FileLength > LargestUpload)
        {
            throw EpguError.BadRequest($"file: размер архива больше {LargestUpload} байт");
        }

        var opened = Open(caller, meta);
        try
        {
            form.MoveTo(orders.PackagePath(opened.Id));
            return Take(machine.Receive(opened, caller));
        }
        finally
        {
            lock (orders.Gate)
            {
                underWay.Remove(opened.Id);
            }
        }
    }

    /// <summary>Keeps an order whose package is whole, unless bad packages are refused at once (contract 4.5).</summary>
    public IResult Take(EpguOrder received)
    {
        if (received.Refusal is not null && quirks.Now.RejectAtPush)
        {
            File.Delete(orders.PackagePath(received.Id));
            throw EpguError.BadRequest($"{received.Refusal}: {received.RefusalMessage}");
        }

        lock (orders.Gate)
        {
            return EpguJson.Order(orders.Put(received).Id, quirks.Now);
        }
    }

    /// <summary>Answers 403 where that was ordered.</summary>
    public void DenyIfAsked()
    {
        if (quirks.Now.DenySending is { } code)
        {
            throw new EpguError(StatusCodes.Status403Forbidden, code, "Доступ запрещён");
        }
    }

    private EpguOrder Open(EsiaKey caller, OrderMeta meta)
    {
        lock (orders.Gate)
        {
            var over = IsOverLimit(caller);
            if (over && !quirks.Now.LimitByCode)
            {
                throw EpguError.Limit();
            }

            // Counted before the package is checked: two that come together count each other.
            var order = machine.Open(caller, meta.Region);
            underWay[order.Id] = order;
            return over ? order with { Refusal = "LIMITATION_EXCEPTION", RefusalMessage = "Превышено число заявлений" } : order;
        }
    }

    private bool IsOverLimit(EsiaKey caller)
    {
        var from = clock.UtcNow - OrdersWindow;
        return orders.All.Concat(underWay.Values).DistinctBy(order => order.Id).Count(order => order.OwnerOid == caller.OwnerOid && order.CreatedAt > from) >= MostOrders;
    }
}

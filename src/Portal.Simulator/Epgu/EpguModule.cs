using System.Text.Json.Nodes;
using Portal.Simulator.ControlRoom;
using Portal.Simulator.Epgu.Orders;
using Portal.Simulator.Epgu.Packages;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu;

/// <summary>EPGU with Goskey behind it (contract goskey-epgu 3 to 7), below <c>/epgu</c>.</summary>
public static class EpguModule
{
    /// <summary>Registers everything the module needs.</summary>
    public static IServiceCollection AddEpgu(this IServiceCollection services) => services
        .AddSingleton<Authorities>()
        .AddSingleton<RecipientCertificate>()
        .AddSingleton<QuirkStore>()
        .AddResettable<QuirkStore>()
        .AddSingleton<RequestBudget>()
        .AddResettable<RequestBudget>()
        .AddSingleton<EpguGate>()
        .AddSingleton<RequestSchema>()
        .AddSingleton<RequestReader>()
        .AddSingleton<PackageCheck>()
        .AddSingleton<OrderStore>()
        .AddResettable<OrderStore>()
        .AddSingleton<PackageSigning>()
        .AddSingleton<OrderMachine>()
        .AddSingleton<SendingEndpoints>()
        .AddSingleton<ChunkEndpoint>()
        .AddSingleton<DetailsEndpoints>()
        .AddSingleton<DownloadEndpoints>()
        .AddSingleton<IRoomView, GoskeyPhone>()
        .AddSingleton<EpguControls>();

    /// <summary>Maps the paths of contract 3; a slash at the end is tolerated everywhere.</summary>
    public static void MapEpgu(this WebApplication web)
    {
        var services = web.Services;
        var (gate, api) = (services.GetRequiredService<EpguGate>(), web.MapGroup("/epgu/api"));
        var (sending, details, downloads) = (services.GetRequiredService<SendingEndpoints>(), services.GetRequiredService<DetailsEndpoints>(), services.GetRequiredService<DownloadEndpoints>());
        string[] getOrPost = ["GET", "POST"];

        api.MapPost("/gusmev/order", gate.Guard(sending.ReserveAsync));
        api.MapPost("/gusmev/push", gate.Guard(sending.PushAsync));
        api.MapPost("/gusmev/push/chunked", gate.Guard(services.GetRequiredService<ChunkEndpoint>().AnswerAsync));
        api.MapMethods("/gusmev/order/getUpdatedAfter", getOrPost, gate.Guard(details.UpdatedAfter));
        api.MapMethods("/gusmev/order/getOrdersStatus", getOrPost, gate.Guard(details.StatusesAsync));
        api.MapPost("/gusmev/order/{orderId}", gate.Guard(details.Details));
        api.MapPost("/gusmev/order/{orderId}/cancel", gate.Guard(details.Cancel));
        api.MapGet("/gusmev/files/download/{objectId}/{objectType}", gate.Guard(downloads.New));
        api.MapGet("/storage/v2/files/{objectId}/{objectType}/download", gate.Guard(downloads.Old));
        api.MapPost("/nsi/v1/dictionary/{code}", () => EpguJson.Answer(new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = 7, ["message"] = "entity not found" }, ["fieldErrors"] = new JsonArray(), ["total"] = 0, ["items"] = new JsonArray(),
        }));
        services.GetRequiredService<EpguControls>().Map(web.MapGroup("/controls/epgu"));
    }
}

using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.Epgu;

/// <summary>Orders of EPGU (contract goskey 3). Throws <see cref="VendorException"/>; 204 is NotFound (3.10). Uploads are <see cref="PackageUpload"/>, downloads <see cref="FileDownload"/>.</summary>
public interface IEpguOrderApi
{
    /// <summary>Reserves an order number (3.1); the order is a draft until its package is uploaded. An abandoned one does nothing.</summary>
    [Post("/api/gusmev/order")]
    Task<OrderNumber> ReserveAsync([Property(EsiaKey.Name)] EsiaKey key, [Body] OrderMeta meta, CancellationToken ct = default);

    /// <summary>Details (3.4): status, history, files. A POST by the contract, but it changes nothing.</summary>
    [Post("/api/gusmev/order/{orderId}")]
    Task<OrderEnvelope> GetAsync([Property(EsiaKey.Name)] EsiaKey key, long orderId, [Query] string embed = "STATUS_HISTORY", CancellationToken ct = default);

    /// <summary>Orders of the whole information system that changed since an instant (3.5): filter by known numbers.</summary>
    /// <param name="pageNum">From 0.</param>
    /// <param name="pageSize">At most 50.</param>
    /// <param name="updatedAfter">Moscow time without an offset: <see cref="EpguJson.MoscowTime"/>.</param>
    [Get("/api/gusmev/order/getUpdatedAfter")]
    Task<OrderStatusPage> ListUpdatedAsync([Property(EsiaKey.Name)] EsiaKey key, int pageNum, int pageSize, string updatedAfter, CancellationToken ct = default);

    /// <summary>Statuses of known orders (3.6); unknown numbers come back as such.</summary>
    /// <param name="orderIds">Numbers, with commas between.</param>
    [Get("/api/gusmev/order/getOrdersStatus")]
    Task<OrderStatusPage> ListAsync([Property(EsiaKey.Name)] EsiaKey key, int pageNum, int pageSize, string orderIds, CancellationToken ct = default);
}

/// <summary>The raw side of uploads and downloads.</summary>
internal interface IEpguFileApi
{
    [Post("/api/gusmev/push")]
    Task<HttpResponseMessage> PushAsync([Property(EsiaKey.Name)] EsiaKey key, [Body] HttpContent package, CancellationToken ct = default);

    [Post("/api/gusmev/push/chunked")]
    Task<HttpResponseMessage> PushChunkAsync([Property(EsiaKey.Name)] EsiaKey key, [Body] HttpContent chunk, CancellationToken ct = default);

    [Get("/api/gusmev/files/download/{objectId}/{objectType}")]
    Task<HttpResponseMessage> DownloadAsync([Property(EsiaKey.Name)] EsiaKey key, string objectId, string objectType, [Query] string mnemonic, [Query] string eserviceCode, CancellationToken ct = default);

    [Get("/api/storage/v2/files/{objectId}/{objectType}/download")]
    Task<HttpResponseMessage> DownloadOldAsync([Property(EsiaKey.Name)] EsiaKey key, string objectId, string objectType, [Query] string mnemonic, CancellationToken ct = default);
}

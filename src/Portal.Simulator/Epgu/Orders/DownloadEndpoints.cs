using System.Globalization;
using System.IO.Compression;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>Files on the new and the old path (contract 3.7).</summary>
internal sealed class DownloadEndpoints(OrderStore orders, OrderMachine machine, QuirkStore quirks)
{
    private const string Cookie = "epgu-storage";
    private readonly string cookieValue = Guid.NewGuid().ToString("N");

    public IResult New(HttpContext context, EsiaKey caller)
    {
        var now = quirks.Now;
        if (now.Downloads == "old")
        {
            return Results.NotFound();
        }

        if (now.DenyPersonalData)
        {
            throw new EpguError(StatusCodes.Status403Forbidden, "access_denied_personal_data", "Нет прав на получение персональных данных");
        }

        if (context.Request.Query["eserviceCode"] != OrderMeta.ServiceCode)
        {
            throw EpguError.BadRequest("Не передан или неверен обязательный параметр eserviceCode");
        }

        if (!now.RedirectDownloads)
        {
            return File(context, caller);
        }

        var (id, type, mnemonic) = Asked(context);
        context.Response.Headers.Append("Set-Cookie", $"{Cookie}={cookieValue}; Path=/; HttpOnly");
        return Results.Redirect($"{context.Request.Scheme}://{context.Request.Host}/epgu/api/storage/v2/files/{id}/{type}/download?mnemonic={Uri.EscapeDataString(mnemonic)}");
    }

    public IResult Old(HttpContext context, EsiaKey caller)
    {
        var now = quirks.Now;
        if (now.RedirectDownloads)
        {
            return context.Request.Cookies[Cookie] == cookieValue ? File(context, caller) : Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return now.Downloads == "new" ? Results.NotFound() : File(context, caller);
    }

    private IResult File(HttpContext context, EsiaKey caller)
    {
        var (id, type, mnemonic) = Asked(context);
        var order = (type switch
        {
            OrderFiles.Sent => machine.Find(id),
            OrderFiles.Result => machine.All().FirstOrDefault(one => one.IsInPortal && one.Current.Id == id),
            _ => null,
        }) ?? throw EpguError.NoOrder();
        if (order.OrganizationOid != caller.Organization.Oid)
        {
            throw EpguError.NoAccess();
        }

        var file = (type == OrderFiles.Sent ? OrderFiles.Attachments(order) : OrderFiles.Results(order)).FirstOrDefault(one => one.Mnemonic == mnemonic)
            ?? throw new EpguError(StatusCodes.Status404NotFound, "not_found", "Файл не найден");
        return file.Signature is { } signature
            ? Results.Bytes(signature, file.MimeType)
            : Results.Stream(output => CopyAsync(order.Id, file.Entry, output), file.MimeType);
    }

    private async Task CopyAsync(long order, string entry, Stream output)
    {
        await using var archive = await ZipFile.OpenReadAsync(orders.PackagePath(order));
        await using var content = await archive.GetEntry(entry)!.OpenAsync();
        await content.CopyToAsync(output);
    }

    private static (long Id, int Type, string Mnemonic) Asked(HttpContext context)
    {
        var values = context.Request.RouteValues;
        return long.TryParse((string?)values["objectId"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse((string?)values["objectType"], NumberStyles.None, CultureInfo.InvariantCulture, out var type)
            && context.Request.Query["mnemonic"].ToString() is { Length: > 0 } mnemonic
                ? (id, type, mnemonic)
                : throw EpguError.BadRequest("objectId, objectType, mnemonic: неверные параметры");
    }
}

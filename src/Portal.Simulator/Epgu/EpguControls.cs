using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Simulator.Epgu.Orders;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.Epgu.Wire;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.Epgu;

/// <summary>What the recipient and the state do, under <c>/controls/epgu</c> (design section 7; contract A.1 <c>/sim</c>).</summary>
internal sealed class EpguControls(OrderStore orders, OrderMachine machine, QuirkStore quirks, Authorities authorities, TimeProvider wall)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = EpguJson.Options.Encoder };

    public void Map(RouteGroupBuilder controls)
    {
        controls.MapGet("/ca", () => Results.Text(authorities.Pem, "application/x-pem-file"));
        controls.MapGet("/ca/{file}", AuthorityFile);
        controls.MapGet("/quirks", () => Results.Json(quirks.Now, Json));
        controls.MapPost("/quirks", ChangeQuirksAsync);
        controls.MapGet("/orders", (string? snils) => Results.Json(
            machine.All().Where(order => snils is null || (order.Package is { } package && Recipients.SnilsOf(package) == string.Concat(snils.Where(char.IsAsciiDigit)))).Select(View), Json));
        controls.MapGet("/orders/{orderId:long}/package", (long orderId) =>
            orders.Find(orderId)?.SentAt is null ? Results.NotFound() : Results.File(orders.PackagePath(orderId), "application/zip", $"{orderId}.zip"));
        controls.MapGet("/orders/{orderId:long}/documents/{name}", Document);
        controls.MapPost("/orders/{orderId:long}/sign", (long orderId, string? fault) => fault switch
        {
            null => Act(orderId, Recipients.Signs),
            "broken" => Act(orderId, Recipients.SignsBroken),
            "foreign" => Act(orderId, Recipients.SignsForeign),
            "missing" => Act(orderId, Recipients.SignsPartly),
            _ => Problem("fault is one of broken, foreign, missing.", StatusCodes.Status400BadRequest),
        });
        controls.MapPost("/orders/{orderId:long}/decline", (long orderId) => Act(orderId, "sign_reject"));
        controls.MapPost("/orders/{orderId:long}/expire", (long orderId) => Act(orderId, "expired"));
        controls.MapPost("/orders/{orderId:long}/fail", (long orderId, string? code) =>
            code is null ? Act(orderId, "request_error")
            : Statuses.Endings.TryGetValue(code, out var ending) && ending.StatusId == Statuses.Failed ? Act(orderId, code)
            : Statuses.Refusals.Contains(code) ? Act(orderId, code)
            : Problem($"code is an agency code of status 5 or one of {string.Join(", ", Statuses.Refusals)}.", StatusCodes.Status400BadRequest));
    }

    private static object View(EpguOrder order) => new
    {
        OrderId = order.Id, Status = order.Current.StatusId, order.Current.Title, AgencyCode = order.Current.AgencyCode, order.Refusal, order.RefusalMessage, order.CreatedAt, order.SentAt,
        Layout = order.Package?.Layout, Qualified = order.Package?.Qualified, Snils = order.Package?.Snils, Oid = order.Package?.Oid, Description = order.Package?.Description,
        OrganizationName = order.Package?.OrganizationName, Documents = order.Package?.Documents.Select(document => document.Name), order.Next, IsWithRecipient = order.IsWithRecipient,
    };

    private IResult Act(long orderId, string outcome) =>
        orders.Find(orderId) is null ? Results.NotFound()
        : machine.Act(orderId, outcome) is { } order ? Results.Json(View(order), Json)
        : Problem("Заявление не ждёт получателя: черновик, отклонено или завершено.", StatusCodes.Status409Conflict);

    private IResult Document(HttpResponse response, long orderId, string name)
    {
        if (orders.Find(orderId)?.Package?.Documents.FirstOrDefault(document => document.Name == name) is not { } document)
        {
            return Results.NotFound();
        }

        response.Headers.XContentTypeOptions = "nosniff";
        if (document.MimeType == "application/xml")
        {
            // Somebody's XML can carry a script, and this page stands beside the controls.
            response.Headers.ContentSecurityPolicy = "sandbox";
        }

        return Results.Stream(
            async output =>
            {
                await using var archive = await ZipFile.OpenReadAsync(orders.PackagePath(orderId));
                await using var content = await archive.GetEntry(name)!.OpenAsync();
                await content.CopyToAsync(output);
            },
            document.MimeType == "text/plain" ? "text/plain; charset=utf-8" : document.MimeType);
    }

    private async Task<IResult> ChangeQuirksAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body) is JsonObject members ? Results.Json(quirks.Change(members), Json) : Problem("An object is expected.", StatusCodes.Status400BadRequest);
        }
        catch (JsonException reason)
        {
            return Problem(reason.Message, StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>A centre's certificate, or its list of revoked certificates, which is empty: the addresses in the recipients' certificates.</summary>
    private IResult AuthorityFile(string file)
    {
        if (new[] { authorities.Sender, authorities.Unep, authorities.Ukep }.FirstOrDefault(one => file.StartsWith(one.Name + ".", StringComparison.Ordinal)) is not { } authority)
        {
            return Results.NotFound();
        }

        return Path.GetExtension(file) switch
        {
            ".cer" => Results.Bytes(authority.Der, "application/pkix-cert"),
            ".crl" => Results.Bytes(Revoked(authority), "application/pkix-crl"),
            _ => Results.NotFound(),
        };
    }

    private byte[] Revoked(SandboxCertificate authority)
    {
        var (generator, now) = (new X509V2CrlGenerator(), wall.GetUtcNow().UtcDateTime);
        generator.SetIssuerDN(authority.Certificate.SubjectDN);
        generator.SetThisUpdate(now.AddHours(-1));
        generator.SetNextUpdate(now.AddDays(1));
        generator.AddExtension(X509Extensions.CrlNumber, false, new CrlNumber(Org.BouncyCastle.Math.BigInteger.One));
        return generator.Generate(GostKey.SignatureFactory(authority.Key, new SecureRandom())).GetEncoded();
    }

    private static IResult Problem(string message, int status) => Results.Json(new { error = message }, Json, statusCode: status);
}

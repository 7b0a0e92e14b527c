using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>Details and lists of statuses (contract 3.4 to 3.6, 3.8), samples of the contract member by member.</summary>
public sealed class SimulatorEpguDetailsTests
{
    /// <summary>The synthetic answer of contract 3.4; the inner object is a string on the wire.</summary>
    private const string Sample =
        """
        {
          "code": "OK", "message": null, "messageId": "7d0a7f1e-0000-4000-8000-00000000beef",
          "order": {
            "id": 2990000102, "orderStatusId": 3, "orderStatusName": "Документы подписаны", "stateOrgStatusCode": "done", "stateOrgStatusName": "Документы подписаны",
            "currentStatusHistoryId": 6990000777, "closed": true, "hasResult": false, "orderDate": "2026-11-20T10:00:00.000+0300", "updated": "2026-11-20T10:04:11.464+0300",
            "currentStatusHistory": {
              "id": 6990000777, "orderId": 2990000102, "statusId": 3, "title": "Документы подписаны", "date": "2026-11-20T10:04:11.457+0300", "finalStatus": true, "cancelAllowed": false,
              "hasResult": "R", "stateOrgStatusCode": "done", "stateOrgStatusId": 56990, "comment": ""
            },
            "statuses": [
              { "id": 6990000774, "orderId": 2990000102, "statusId": 0, "title": "Черновик заявления", "date": "2026-11-20T10:00:00.225+0300", "finalStatus": false, "hasResult": "N" },
              { "id": 6990000775, "orderId": 2990000102, "statusId": 17, "title": "Заявление в очереди на отправку", "date": "2026-11-20T10:00:02.179+0300", "finalStatus": false, "hasResult": "N" },
              { "id": 6990000777, "orderId": 2990000102, "statusId": 3, "title": "Документы подписаны", "date": "2026-11-20T10:04:11.457+0300", "finalStatus": true, "hasResult": "R" }
            ],
            "orderResponseFiles": [
              { "fileName": "Dogovor.pdf.sig", "fileSize": 3154, "mimeType": "application/x-pkcs7-signature", "hasDigitalSignature": false, "link": "terrabyte://00/6990000777/Dogovor.pdf/3", "id": "6990000777/files/RG9nb3Zvci5wZGY" },
              { "fileName": "Dogovor.pdf", "fileSize": 76092, "mimeType": "application/pdf", "hasDigitalSignature": false, "link": "terrabyte://00/6990000777/Dogovor.pdf_attach/3", "id": "6990000777/files/RG9nb3Zvci5wZGZfYXR0YWNo" },
              { "fileName": "req.xml", "fileSize": 1180, "mimeType": "application/xml", "hasDigitalSignature": true, "link": "terrabyte://00/6990000777/req.xml_attach/3", "id": "6990000777/files/cmVxLnhtbF9hdHRhY2g" }
            ],
            "orderAttachmentFiles": [
              { "fileName": "Dogovor.pdf", "fileSize": 76092, "mimeType": "application/pdf", "hasDigitalSignature": false, "type": "ATTACHMENT", "link": "terrabyte://00/2990000102/Dogovor.pdf/2", "id": "2990000102/files/RG9nb3Zvci5wZGY" },
              { "fileName": "req.xml", "fileSize": 1180, "mimeType": "application/xml", "hasDigitalSignature": true, "type": "REQUEST", "link": "terrabyte://00/2990000102/req.xml/2", "id": "2990000102/files/cmVxLnhtbA" }
            ]
          }
        }
        """;

    /// <summary>Members whose values differ from order to order.</summary>
    private static readonly string[] Changing = ["messageId", "id", "currentStatusHistoryId", "orderId", "orderDate", "updated", "date", "fileSize", "link"];

    [Fact]
    public async Task A_signed_order_has_every_member_of_the_contracts_sample()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender, "990-000-001 53"));
        await bench.AdvanceAsync("00:00:05");
        var envelope = (await bench.DetailsAsync(order)).Expect(HttpStatusCode.OK).Json.AsObject();
        Assert.Equal(["code", "message", "messageId", "order"], envelope.Select(member => member.Key));
        var inner = JsonNode.Parse((string)envelope["order"]!)!;
        envelope["order"] = inner.DeepClone();
        Compare(JsonNode.Parse(Sample)!, envelope, "$");
        Assert.Equal($"{order}/files/RG9nb3Zvci5wZGY", (string?)inner["orderAttachmentFiles"]![0]!["id"]);
        Assert.Equal($"terrabyte://00/{(long)inner["currentStatusHistoryId"]!}/Dogovor.pdf/3", (string?)inner["orderResponseFiles"]![0]!["link"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0300$", (string?)inner["updated"]);
        Assert.Equal(("10000000374", "-10000000374", "600374", 35), ((string)inner["eserviceId"]!, (string)inner["serviceTargetId"]!, (string)inner["servicePassportId"]!, (int)inner["stateOrgId"]!));
        var ids = inner["statuses"]!.AsArray().Select(record => (long)record!["id"]!).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Null(JsonNode.Parse((string)(await bench.CallAsync(HttpMethod.Post, $"gusmev/order/{order}", EpguBench.JsonContent(EpguBench.Meta))).Json["order"]!)!["statuses"]);
    }

    [Fact]
    public async Task The_envelope_shows_the_processing_until_the_order_is_there()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = (long)(await bench.PushAsync(Parcel.Right(bench.Sender))).Json["orderId"]!;
        var refused = (long)(await bench.PushAsync("x"u8.ToArray())).Json["orderId"]!;
        Assert.Equal(("NEW", null), await EnvelopeAsync(order));
        await bench.AdvanceAsync("00:00:00.6");
        Assert.Equal(("FILES_VERIFICATION", null), await EnvelopeAsync(order));
        Assert.Equal(("INVALID_FILES_STRUCTURE", null), await EnvelopeAsync(refused));
        await bench.AdvanceAsync("00:00:01.4");
        Assert.Equal("OK", (await EnvelopeAsync(order)).Code);
        Assert.NotNull((await EnvelopeAsync(order)).Order);

        async Task<(string? Code, string? Order)> EnvelopeAsync(long id)
        {
            var json = (await bench.DetailsAsync(id)).Expect(HttpStatusCode.OK).Json;
            return ((string?)json["code"], (string?)json["order"]);
        }
    }

    [Fact]
    public async Task Unknown_foreign_and_wrong_orders_are_told_apart()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender, "990-000-001 53"));
        await bench.AdvanceAsync("00:00:05");
        Assert.Empty((await bench.DetailsAsync(2)).Expect(HttpStatusCode.NoContent).Bytes);
        (await bench.CallAsync(HttpMethod.Post, "gusmev/order/abc")).ExpectError(400, "bad_request");
        (await bench.CallAsync(HttpMethod.Post, $"gusmev/order/{order}/cancel")).ExpectError(400, "bad_request");
        (await bench.CallAsync(HttpMethod.Post, $"gusmev/order/{order}/cancel?reason=1")).ExpectError(405, "cancel_not_allowed");
        (await bench.CallAsync(HttpMethod.Get, "gusmev/nonsense")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(7, (int)(await bench.CallAsync(HttpMethod.Post, "nsi/v1/dictionary/X", EpguBench.JsonContent(new { treeFiltering = "ONELEVEL", pageNum = 1, pageSize = 2 }), "")).Expect(HttpStatusCode.OK).Json["error"]!["code"]!);

        var other = await SimulatorEpguTokenTests.OtherAsync(bench);
        var bearer = (string)(await bench.AskTokenAsync(other.KeySignature(), other.ApiKey)).Expect(HttpStatusCode.OK).Json["accessTkn"]!;
        var history = (long)(await bench.OrderAsync(order))["currentStatusHistoryId"]!;
        (await bench.DetailsAsync(order, bearer)).ExpectError(403, "order_access");
        (await bench.CallAsync(HttpMethod.Get, $"storage/v2/files/{history}/3/download?mnemonic=Dogovor.pdf", bearer: bearer)).ExpectError(403, "order_access");
        Assert.Equal("NOT_FOUND", (string?)(await bench.CallAsync(HttpMethod.Get, $"gusmev/order/getOrdersStatus?pageNum=0&pageSize=10&orderIds={order}", bearer: bearer)).Json["content"]![0]!["orderSearchStatus"]);
        Assert.Equal(0, (int)(await bench.CallAsync(HttpMethod.Get, "gusmev/order/getUpdatedAfter?pageNum=0&pageSize=50&updatedAfter=2026-01-01T00:00:00.000", bearer: bearer)).Json["totalCount"]!);
    }

    [Fact]
    public async Task Lists_of_statuses_are_paged_and_know_what_is_not_there()
    {
        await using var bench = await EpguBench.StartAsync();
        var (draft, signed) = (await bench.ReserveAsync(), await bench.DeliverAsync(Parcel.Right(bench.Sender, "990-000-001 53")));
        await bench.AdvanceAsync("00:00:05");
        var listed = (await bench.CallAsync(HttpMethod.Get, $"gusmev/order/getOrdersStatus?pageNum=0&pageSize=10&orderIds={draft},{signed},17")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((3, 3), ((int)listed["count"]!, (int)listed["totalCount"]!));
        Assert.Equal(["FOUND", "FOUND", "NOT_FOUND"], listed["content"]!.AsArray().Select(row => (string)row!["orderSearchStatus"]!));
        Assert.Equal((signed, 3, "Документы подписаны"), ((long)listed["content"]![1]!["orderId"]!, (int)listed["content"]![1]!["status"]!["statusId"]!, (string)listed["content"]![1]!["status"]!["statusName"]!));
        Assert.Null(listed["content"]![2]!["status"]);
        var updated = (string)listed["content"]![1]!["status"]!["updated"]!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$", updated);

        foreach (var (verb, slash) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Get, "/"), (HttpMethod.Post, "/") })
        {
            var page = (await bench.CallAsync(verb, $"gusmev/order/getUpdatedAfter{slash}?pageNum=1&pageSize=1&updatedAfter=2026-01-01T00:00:00.000")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal((1, 2, signed), ((int)page["count"]!, (int)page["totalCount"]!, (long)page["content"]![0]!["orderId"]!));
        }

        Assert.Equal(0, (int)(await bench.CallAsync(HttpMethod.Get, $"gusmev/order/getUpdatedAfter?pageNum=0&pageSize=50&updatedAfter={updated}")).Json["totalCount"]!);
        (await bench.CallAsync(HttpMethod.Get, "gusmev/order/getUpdatedAfter?pageNum=0&pageSize=50&updatedAfter=2026-01-01T00:00:00Z")).ExpectError(400, "bad_request");
        (await bench.CallAsync(HttpMethod.Get, "gusmev/order/getOrdersStatus?orderIds=a,b")).ExpectError(400, "bad_request");
        var form = new MultipartFormDataContent { { EpguBench.JsonContent(new[] { signed }), "meta" } };
        Assert.Equal(1, (int)(await bench.CallAsync(HttpMethod.Post, "gusmev/order/getOrdersStatus", form)).Expect(HttpStatusCode.OK).Json["totalCount"]!);
    }

    [Fact]
    public async Task An_order_that_is_still_processed_or_refused_stands_in_the_lists_as_not_found()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = (long)(await bench.PushAsync("x"u8.ToArray())).Json["orderId"]!;
        var page = (await bench.CallAsync(HttpMethod.Get, "gusmev/order/getUpdatedAfter?pageNum=0&pageSize=50&updatedAfter=2026-01-01T00:00:00.000")).Json["content"]![0]!;
        Assert.Equal((order, "NOT_FOUND", null), ((long)page["orderId"]!, (string?)page["orderSearchStatus"], page["status"]));
    }

    private static void Compare(JsonNode? sample, JsonNode? actual, string path)
    {
        switch (sample)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Assert.True(Assert.IsType<JsonObject>(actual).ContainsKey(name), $"{path}.{name} is missing");
                    if (!Changing.Contains(name))
                    {
                        Compare(value, actual![name], $"{path}.{name}");
                    }
                    else
                    {
                        Assert.Equal(value!.GetValueKind(), actual![name]!.GetValueKind());
                    }
                }

                break;
            case JsonArray items:
                Assert.Equal(items.Count, Assert.IsType<JsonArray>(actual).Count);
                foreach (var (item, index) in items.Select((item, index) => (item, index)))
                {
                    Compare(item, actual![index], $"{path}[{index}]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(sample, actual), $"{path}: {actual?.ToJsonString(new JsonSerializerOptions())} instead of {sample?.ToJsonString(new JsonSerializerOptions())}");
                break;
        }
    }
}

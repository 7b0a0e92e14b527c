using System.Text.Json.Nodes;
using Portal.Simulator.Epgu.Orders;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>The inner object of an order's details (contract 3.4), every member of it.</summary>
internal static class OrderJson
{
    private static readonly string[] EmptyArrays = ["orderPayments", "infoMessages", "orderAttributeEvents", "paymentStatusEvents", "eQueueEvents", "steps", "textMessages"];

    private static readonly string[] FalseFlags =
    [
        "hasEmpowerment2021", "hasTimestamp", "paymentRequired", "withCustomResult", "hasNoPaidPayment", "allowToDelete", "allowToEdit", "readyToSign", "draftHidden", "hasChildren", "payback",
        "readyToPush", "formPrefilling", "allFileSign", "checkQueue", "withDelivery", "gisdo", "hasActiveInviteToEqueue", "multRegion", "extSystem", "useAsTemplate", "hasPreviewPdf", "testUser",
        "deprecatedService", "hubForm", "online",
    ];

    private static readonly string[] EmptyTexts =
    [
        "notifySms", "notifyEmail", "notifyPush", "notifyTelegram", "inviteToEqueueUrl", "statusColorCode", "routingCode", "serviceUrl", "complexMode", "redirectUrl", "esepOperationId",
        "linkToOrderForm", "extOrderUrl", "orgUserName", "powerMnemonic", "description", "parentOrderStateStructureName", "cr_uin", "infSysCode", "extOrderId",
    ];

    public static JsonObject Of(EpguOrder order, bool withHistory, Quirks quirks)
    {
        var current = order.Current;
        var json = new JsonObject
        {
            ["id"] = order.Id,
            ["orderStatusId"] = current.StatusId,
            ["orderStatusName"] = current.Title,
            ["stateOrgStatusCode"] = Code(current, quirks),
            ["stateOrgStatusName"] = current.AgencyTitle,
            ["currentStatusHistoryId"] = current.Id,
            ["closed"] = current.IsFinal,
            ["hasResult"] = false,
            ["orderDate"] = EpguJson.Date(order.CreatedAt, quirks),
            ["requestDate"] = EpguJson.Date(order.SentAt ?? order.CreatedAt, quirks),
            ["updated"] = EpguJson.Date(current.At, quirks),
            ["currentStatusHistory"] = Record(order, current, quirks),
        };
        if (withHistory)
        {
            json["statuses"] = new JsonArray([.. order.History.Select(record => Record(order, record, quirks))]);
        }

        json["orderResponseFiles"] = new JsonArray([.. OrderFiles.Results(order).Select(file => file.Json())]);
        json["orderAttachmentFiles"] = new JsonArray([.. OrderFiles.Attachments(order).Select(file => file.Json())]);
        AddService(json, order);
        AddRest(json);
        return quirks.OmitEmpty ? WithoutEmpty(json) : json;
    }

    private static JsonObject Record(EpguOrder order, StatusRecord record, Quirks quirks)
    {
        var json = new JsonObject
        {
            ["id"] = record.Id,
            ["orderId"] = order.Id,
            ["statusId"] = record.StatusId,
            ["title"] = record.Title,
            ["date"] = EpguJson.Date(record.At, quirks),
            ["finalStatus"] = record.IsFinal,
            ["cancelAllowed"] = false,
            ["comment"] = record.Comment,
            ["sender"] = "",
            ["mnemonic"] = "",
            ["author"] = "",
            ["hasResult"] = record.StatusId == Statuses.Signed ? "R" : "N",
            ["stateOrgStatusCode"] = Code(record, quirks),
            ["stateOrgStatusDescr"] = record.AgencyTitle,
            ["unreadEvent"] = true,
            ["deliveryCancelAllowed"] = false,
            ["sendMessageAllowed"] = false,
            ["editAllowed"] = false,
            ["mfcFinalStatus"] = false,
            ["statusColorCode"] = record.StatusId == Statuses.Draft ? "edit" : "in_progress",
        };
        if (record.AgencyId is { } agency)
        {
            json["stateOrgStatusId"] = agency;
        }

        return quirks.OmitEmpty ? WithoutEmpty(json) : json;
    }

    private static string Code(StatusRecord record, Quirks quirks) => quirks.UpperCaseCodes ? record.AgencyCode.ToUpperInvariant() : record.AgencyCode;

    private static void AddService(JsonObject json, EpguOrder order)
    {
        json["eserviceId"] = OrderMeta.ServiceCode;
        json["serviceTargetId"] = "-" + OrderMeta.ServiceCode;
        json["servicePassportId"] = "600374";
        json["serviceName"] = "Отправка документов на подпись для организаций";
        json["stateOrgCode"] = "minkomsvyaz";
        json["stateOrgId"] = 35;
        json["stateStructureId"] = "10000001086";
        json["stateStructureName"] = "Минцифры России";
        json["smevTx"] = order.SmevTx.ToString();
        json["smevMessageId"] = "WAIT_RESPONSE";
        json["edsStatus"] = "EDS_MANDATORY";
        json["creationMode"] = "api";
        json["sourceSystem"] = order.Mnemonic;
        json["personType"] = "LEGAL";
        json["ownerId"] = order.OwnerOid;
        json["orgId"] = order.OrganizationOid;
        json["userId"] = order.OwnerOid;
        json["userSelectedRegion"] = order.Region;
        json["location"] = order.Region[..2];
        json["signCnt"] = 1;
        json["orderType"] = "ORDER";
        json["formVersion"] = "1";
        json["serviceEpguId"] = "1";
        json["portalName"] = "";
        json["portalCode"] = "PGU";
        json["admLevelCode"] = "FEDERAL";
        json["noPaidPaymentCount"] = -1;
        json["paymentCount"] = 0;
        json["unreadMessageCnt"] = 0;
        json["childrenSigned"] = true;
        json["hasNewStatus"] = true;
    }

    private static void AddRest(JsonObject json)
    {
        foreach (var name in EmptyArrays)
        {
            json[name] = new JsonArray();
        }

        foreach (var name in FalseFlags)
        {
            json[name] = false;
        }

        foreach (var name in EmptyTexts)
        {
            json[name] = "";
        }

        json["qrlink"] = new JsonObject();
    }

    private static JsonObject WithoutEmpty(JsonObject json)
    {
        foreach (var name in json.Where(member => member.Value is JsonArray { Count: 0 } or JsonObject { Count: 0 } || (member.Value is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0))
            .Select(member => member.Key).ToList())
        {
            json.Remove(name);
        }

        return json;
    }
}

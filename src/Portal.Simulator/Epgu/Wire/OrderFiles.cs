using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Simulator.Epgu.Orders;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>A file of an order: <see cref="ObjectId"/>, <see cref="Mnemonic"/> and <see cref="ObjectType"/> name it on the wire; <see cref="Signature"/> holds the bytes of what is no entry of the package.</summary>
internal sealed record OrderFile(long ObjectId, string Mnemonic, int ObjectType, string FileName, long Size, string MimeType, bool HasSignature, string? Type, string Entry, byte[]? Signature = null)
{
    /// <summary>As the details list it (contract 3.4, construction rules).</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["fileName"] = FileName,
            ["fileSize"] = Size,
            ["link"] = $"terrabyte://00/{ObjectId}/{Mnemonic}/{ObjectType}",
            ["id"] = $"{ObjectId}/files/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mnemonic))}",
            ["mimeType"] = MimeType,
            ["hasDigitalSignature"] = HasSignature,
        };
        if (Type is not null)
        {
            json["type"] = Type;
            return json;
        }

        json["hasAltMimeType"] = false;
        json["canSentToMFC"] = false;
        json["edsStatus"] = "";
        json["additionalName"] = "";
        return json;
    }
}

/// <summary>What was sent and what came back (contract 3.4, 7.1).</summary>
internal static class OrderFiles
{
    public const int Sent = 2, Result = 3;

    public static IEnumerable<OrderFile> Attachments(EpguOrder order) => order.Package is not { } package ? [] :
        package.Documents.Select(document => new OrderFile(order.Id, document.Name, Sent, document.Name, document.Size, document.MimeType, false, "ATTACHMENT", document.Name))
            .Append(new OrderFile(order.Id, package.Request.Name, Sent, package.Request.Name, package.Request.Size, package.Request.MimeType, true, "REQUEST", package.Request.Name));

    public static IEnumerable<OrderFile> Results(EpguOrder order)
    {
        if (order.Package is not { } package || order.Current.StatusId != Statuses.Signed)
        {
            yield break;
        }

        var id = order.Current.Id;
        foreach (var document in package.Documents)
        {
            if (order.Signatures.FirstOrDefault(one => one.DocumentName == document.Name) is { } signature)
            {
                yield return new OrderFile(id, document.Name, Result, document.Name + ".sig", signature.Bytes.Length, signature.MimeType, false, null, document.Name, signature.Bytes);
            }

            yield return new OrderFile(id, document.Name + "_attach", Result, document.Name, document.Size, document.MimeType, false, null, document.Name);
        }

        yield return new OrderFile(id, package.Request.Name + "_attach", Result, package.Request.Name, package.Request.Size, package.Request.MimeType, true, null, package.Request.Name);
    }
}

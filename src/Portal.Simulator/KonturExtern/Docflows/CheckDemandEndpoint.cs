using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Whether a demand may be accepted (drafts contract 5.9), from its decrypted contents, which may still be packed.</summary>
internal sealed class CheckDemandEndpoint(DocflowStore docflows, ContentStore contents, ContentPacking packing)
{
    public void Map(ExternRoutes routes) => routes.Post(DocflowsEndpoints.One + "/check-demand", CheckAsync);

    private async Task<ExternAnswer> CheckAsync(ExternCall call)
    {
        var docflow = docflows.Get(call);
        var body = await call.ReadAsync<CheckRequest>();
        if (docflow.Type != Docflow.FnsDemand)
        {
            throw ExternException.BadRequest("Проверить можно только документооборот с требованием.");
        }

        var given = body.DecryptedAttachments ?? [];
        var main = docflow.Documents.First(document => document.Type == Docflow.FnsDemand);
        var attachments = docflow.Documents.Where(document => document.Type == "fns534-demand-attachment").ToList();
        if (given.Select(one => one.Id).Distinct().Count() != given.Count)
        {
            throw ExternException.BadRequest("Документ указан дважды.");
        }

        if (!given.Select(one => one.Id).ToHashSet().SetEquals(attachments.Select(one => (Guid?)one.Id)))
        {
            throw ExternException.BadRequest("Укажите расшифрованное содержимое каждого приложения требования, и только их.");
        }

        var codes = Using(call, body.DecryptedDemandContentId, demand =>
        {
            var found = Codes(call, Parse(demand), attachments.Count).ToList();
            return IsSigned(main, demand) ? found : [.. found, DemandRefusals.WrongSignature];
        });
        var areSigned = attachments.Select(one => Using(call, given.First(file => file.Id == one.Id).ContentId, content => IsSigned(one, content))).ToList();
        if (areSigned.Contains(false) && !codes.Contains(DemandRefusals.WrongSignature))
        {
            codes.Add(DemandRefusals.WrongSignature);
        }

        var type = $"fns534-demand-acceptance-result-{(codes.Count == 0 ? "positive" : "negative")}";
        var query = string.Concat(codes.Select(code => $"&declineNoticeErrorCode={code}"));
        return ExternAnswer.Ok(new
        {
            Links = new[] { call.Link("reply", $"/v1/{docflow.AccountId}/docflows/{docflow.Id}/documents/{main.Id}/generate-reply?documentType={type}{query}", type) },
            HasErrors = codes.Count > 0, ErrorCodes = codes,
        });
    }

    /// <summary>The schema is not published: what the service itself writes must be there.</summary>
    private static IEnumerable<string> Codes(ExternCall call, XElement file, int received)
    {
        var document = file.Element("Документ");
        var payer = document?.Descendants("СвНП").Elements().FirstOrDefault();
        var announced = int.TryParse(document?.Attribute("КолФайл")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var inn = (payer?.Attribute("ИННЮЛ") ?? payer?.Attribute("ИННФЛ"))?.Value;
        if (file.Name != "Файл" || file.Attribute("ИдФайл") is null || document?.Attribute("КНД") is null || announced is null || inn is null)
        {
            yield return DemandRefusals.Schema;
            yield break;
        }

        if (call.Account.FindOrganization(inn, payer!.Attribute("КПП")?.Value) is null)
        {
            yield return DemandRefusals.ForeignPayer;
        }

        if (announced != received)
        {
            yield return DemandRefusals.AttachmentsCount;
        }
    }

    private XElement Parse(Guid contentId)
    {
        try
        {
            using var content = contents.Read(contentId);
            using var reader = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (Exception refused) when (refused is XmlException or ArgumentException)
        {
            throw ExternException.BadRequest("Содержимое основного документа не является правильным XML.");
        }
    }

    private bool IsSigned(DocflowDocument document, Guid contentId)
    {
        using var content = contents.Read(contentId);
        return document.Signatures is [var signature, ..] && CmsSigning.Verifies(signature.Bytes, content);
    }

    /// <summary>Reads an uploaded content; what was unpacked for it goes again.</summary>
    private T Using<T>(ExternCall call, Guid? id, Func<Guid, T> read)
    {
        if (id is not { } given || contents.Find(call.Account.Id, given) is not { IsComplete: true })
        {
            throw ExternException.BadRequest("Не загружено расшифрованное содержимое одного из документов.");
        }

        if (!packing.IsZip(given))
        {
            return read(given);
        }

        var unpacked = packing.Unzip(call.Account.Id, given).Id;
        try
        {
            return read(unpacked);
        }
        finally
        {
            contents.Drop(unpacked);
        }
    }

    private sealed record CheckRequest(Guid? DecryptedDemandContentId, IReadOnlyList<DecryptedAttachment>? DecryptedAttachments);

    private sealed record DecryptedAttachment(Guid? Id, Guid? ContentId);
}

using System.Globalization;
using System.Xml;
using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Packages;

/// <summary>What the schema of a request cannot say (contract 5.4).</summary>
internal static class RequestRules
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24), Skew = TimeSpan.FromMinutes(1);
    private static readonly string[] SameInBlocks = ["mnemonics", "serviceName", "orgName"];

    public static void Check(SignRequest request, int documents, EsiaKey sender, DateTimeOffset now)
    {
        CheckRecipient(request);
        foreach (var holder in request.Holders)
        {
            CheckExpiration(holder.Element(request.Namespace + "SignExpiration")?.Value, now);
        }

        if (request.Layout == RequestReader.V18)
        {
            CheckBlocks(request, documents);
        }

        CheckAttributes(request, sender);
    }

    /// <summary>Whether the control number is right; numbers up to 001-001-998 are not controlled.</summary>
    public static bool HasRightControl(string snils)
    {
        var number = int.Parse(snils[..9], CultureInfo.InvariantCulture);
        var sum = snils[..9].Select((digit, index) => (digit - '0') * (9 - index)).Sum() % 101 % 100;
        return number <= 1_001_998 || sum == int.Parse(snils[9..], CultureInfo.InvariantCulture);
    }

    private static void CheckRecipient(SignRequest request)
    {
        var (snils, oids) = (request.Root.Element(request.Namespace + "Snils")?.Value, request.Root.Elements(request.Namespace + "OID").Count());
        if (snils is not null && !HasRightControl(string.Concat(snils.Where(char.IsAsciiDigit))))
        {
            throw RequestReader.Wrong("req.xml: неверное контрольное число СНИЛС");
        }

        if (oids > 1 || (request.Layout == RequestReader.V19 && oids > 0 && snils is not null))
        {
            throw RequestReader.Wrong("req.xml: получатель указан дважды");
        }
    }

    private static void CheckExpiration(string? written, DateTimeOffset now)
    {
        if (written is null)
        {
            return;
        }

        if (!written.Trim().EndsWith("+03:00", StringComparison.Ordinal))
        {
            throw RequestReader.Wrong("req.xml: SignExpiration без смещения +03:00");
        }

        var until = XmlConvert.ToDateTimeOffset(written.Trim());
        if (until <= now || until > now + Window + Skew)
        {
            throw RequestReader.Wrong("req.xml: SignExpiration в прошлом или позже чем через 24 часа");
        }
    }

    private static void CheckBlocks(SignRequest request, int documents)
    {
        if (request.Blocks.Count != documents)
        {
            throw RequestReader.Wrong("req.xml: число блоков Document не равно числу документов");
        }

        foreach (var field in new[] { "Backlink", "SignExpiration" })
        {
            if (request.Blocks.Select(block => block.Element(request.Namespace + field)?.Value).Distinct().Count() > 1)
            {
                throw RequestReader.Wrong($"req.xml: {field} различается в блоках Document");
            }
        }
    }

    private static void CheckAttributes(SignRequest request, EsiaKey sender)
    {
        var attributes = request.Holders.Select(request.Attributes).ToList();
        string[] required = request.Layout == RequestReader.V18 ? SameInBlocks : ["orgName", "orgINN"];
        foreach (var name in required)
        {
            if (attributes.Exists(holder => string.IsNullOrWhiteSpace(holder.GetValueOrDefault(name))))
            {
                throw RequestReader.Wrong($"req.xml: нет атрибута {name}");
            }

            if (attributes.Select(holder => holder[name]).Distinct().Count() > 1)
            {
                throw RequestReader.Wrong($"req.xml: атрибут {name} различается в блоках Document");
            }
        }

        if (attributes[0].GetValueOrDefault("mnemonics", sender.Mnemonic) != sender.Mnemonic || attributes[0].GetValueOrDefault("orgINN", sender.Organization.Inn) != sender.Organization.Inn)
        {
            throw new PackageRefused(PackageRefused.Applicant, "Данные заявления не соответствуют заявителю");
        }
    }
}

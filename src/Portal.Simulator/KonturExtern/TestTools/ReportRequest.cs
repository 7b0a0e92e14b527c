using System.Globalization;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Who reports, for whom and by which warrant (test tools contract, shared shapes).</summary>
internal sealed record ReportRequest
{
    public ToolSender? Sender { get; init; }

    public ToolPayer? Payer { get; init; }

    public ToolWarrant? Warrant { get; init; }

    /// <summary>Four digits of the recipient; the robot that accepts everything where none is named (chosen by us: the rows of the files name none).</summary>
    public string? IfnsCode { get; init; }

    /// <summary>What the file will say. A payer that is not given is generated, so that the file belongs to nobody in particular.</summary>
    public ReportFacts Facts(DateTimeOffset now)
    {
        var sender = Sender ?? throw ToolValues.Wrong("sender", "отправитель не указан");
        sender.Check();
        var inn = ToolValues.Inn(Payer?.Inn);
        var kpp = ToolValues.Text(Payer?.Organization?.Kpp, "kpp") ?? (Payer?.Inn is not null && sender.Inn?.Trim() == inn ? sender.Kpp : null);
        var chief = Payer?.ChiefFio ?? Payer?.ChiefPersonFullName;
        var fio = ToolValues.Fio(chief?.Surname, chief?.Name, chief?.Patronymic);
        var name = ToolValues.Text(Payer?.Name, "payer.name", 1000) ?? (inn.Length == 12 ? fio.Full : ToolValues.OrganizationName(null));
        var inspection = ToolValues.Text(IfnsCode, "ifnsCode") ?? "0087";
        return inspection.Length == 4 && inspection.All(char.IsAsciiDigit)
            ? new ReportFacts(inn, ToolValues.Kpp(kpp, inn), name, fio, Warrant?.Named(), inspection, now)
            : throw ToolValues.Wrong("ifnsCode", "нужны четыре цифры");
    }
}

internal sealed record ToolSender
{
    public string? Inn { get; init; }

    public string? Kpp { get; init; }

    public string? Name { get; init; }

    public ToolCertificate? Certificate { get; init; }

    public void Check()
    {
        var inn = ToolValues.Inn(Inn);
        _ = ToolValues.Kpp(Kpp, inn);
        _ = ToolValues.Text(Name, "sender.name", 1000);
        if (Certificate?.Content is { Length: > 0 } content && !IsCertificate(content))
        {
            throw ToolValues.Wrong("sender.certificate.content", "нужен сертификат X.509 в base64");
        }
    }

    private static bool IsCertificate(byte[] content)
    {
        try
        {
            return new X509CertificateParser().ReadCertificate(content) is not null;
        }
        catch (Exception refused) when (refused is CertificateException or IOException or ArgumentException or InvalidCastException)
        {
            return false;
        }
    }
}

internal sealed record ToolCertificate(byte[]? Content);

internal sealed record ToolPayer
{
    public string? Inn { get; init; }

    public string? Name { get; init; }

    public ToolPayerOrganization? Organization { get; init; }

    public ToolFio? ChiefFio { get; init; }

    /// <summary>How one client spells <see cref="ChiefFio"/>.</summary>
    public ToolFio? ChiefPersonFullName { get; init; }
}

internal sealed record ToolPayerOrganization(string? Kpp);

internal sealed record ToolFio(string? Surname, string? Name, string? Patronymic);

internal sealed record ToolWarrant(string? Number, DateTime? DateBegin)
{
    /// <summary>As the signatory's block of a report names it.</summary>
    public string Named() =>
        $"Доверенность № {ToolValues.Text(Number, "warrant.number") ?? "1"}{(DateBegin is { } from ? from.ToString(" от dd.MM.yyyy", CultureInfo.InvariantCulture) : "")}";
}

/// <summary>Everything a report file says about its payer.</summary>
internal sealed record ReportFacts(string Inn, string? Kpp, string Name, Fio Chief, string? Warrant, string Inspection, DateTimeOffset At)
{
    public bool IsPerson => Inn.Length == 12;
}

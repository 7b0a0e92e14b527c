using System.Globalization;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Descriptions of outgoing docflows (drafts contract 5.5), from the draft and its main file.</summary>
internal static class SentDescriptions
{
    public static DocflowDescription Of(DocflowPlan plan, ExternDraft draft, DraftDocument main, ReportFile file)
    {
        var meta = draft.Meta;
        var code = DraftPlans.RecipientOf(plan, meta);
        var form = FormOf(plan, main, file);
        var period = ReportReader.PeriodOf(file);
        var common = new DocflowDescription
        {
            Recipient = code, FinalRecipient = code, OriginalDraftId = draft.Id,
            RelatedDocflowId = meta.RelatedDocument?.RelatedDocflowId, RelatedDocumentId = meta.RelatedDocument?.RelatedDocumentId,
        };
        var reported = common with { FormVersion = form, PeriodBegin = period is { } begin ? Days.Of(begin.Begin) : null, PeriodEnd = period is { } end ? Days.Of(end.End) : null };
        var filed = reported with { PayerInn = PayerOf(meta), ReportInn = file.Inn, ReportKpp = file.Kpp, Oktmo = file.Oktmo };
        var correction = int.TryParse(file.Correction, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var fund = (common with { Cu = code, RegistrationNumber = meta.Payer!.RegistrationNumberPfr, FormVersion = form }) with { Recipient = null };
        return plan.Type switch
        {
            "fns534-report" => filed with { CorrectionNumber = correction, PeriodCode = file.PeriodCode },
            "fns534-ion" => common with { FormVersion = form, PayerInn = PayerOf(meta), ServiceCode = file.Knd },
            "fns534-letter" => common with { Cu = code, Subject = meta.AdditionalInfo?.Subject ?? "Обращение", SenderInn = SenderOf(meta) },
            "fns534-submission" or "fns534-inventory" => filed with { Ogrn = meta.Payer.Ogrn },
            "fns534-application" => filed with { PeriodBegin = null, PeriodEnd = null, DocumentNumber = file.FileId is { Length: > 8 } id ? id[^8..] : "1" },
            "business-registration" => common with
            {
                SenderInn = SenderOf(meta),
                SvdRegCodes = [.. draft.Documents.Select(document => document.Properties.GetValueOrDefault("SvdregCode")).Where(svdreg => svdreg is not null).Select(svdreg => svdreg!)],
                RegistrationInfo = new RegistrationInfo([], meta.Payer.Inn?.Length == 12 ? "ip" : "ul"),
            },
            "pfr-report" => fund with { PeriodBegin = reported.PeriodBegin, PeriodEnd = reported.PeriodEnd },
            "pfr-letter" => fund with { FormVersion = null, Subject = meta.AdditionalInfo?.Subject ?? "Письмо", FormType = meta.AdditionalInfo?.PfrLetterType ?? "urn:pfr-letter-category:letter" },
            "pfr-ios" => fund with { FormType = "ИОС" },
            "pfr-ancillary" => fund,
            "sfr-report" => common with
            {
                FormVersion = form, RegistrationNumber = meta.Payer.RegistrationNumberSfr, PayerInn = PayerOf(meta),
                SenderCertificateThumbprint = meta.Sender!.Certificate?.Content is { Length: > 0 } der ? SandboxCertificate.ThumbprintOf(der) : null,
                SectionInfos = [new SectionInfo(form, null, reported.PeriodBegin, reported.PeriodEnd)],
            },
            "stat-report" => reported with { Okpo = meta.Payer.Okpo, Okud = form.Okud, PeriodCode = file.PeriodCode, CorrectionNumber = correction },
            "stat-letter" => common with { Cu = code, Subject = meta.AdditionalInfo?.Subject ?? "Письмо", Okpo = meta.Payer.Okpo },
            "mvd-notification" => common with { PayerInn = PayerOf(meta) },
            _ => common with
            {
                Cu = code, FormVersion = form, PayerInn = PayerOf(meta), RegistrationNumber = meta.Payer.RegistrationNumberFss, RegistrationNumberSfr = meta.Payer.RegistrationNumberSfr,
                RequestId = draft.Id.ToString(),
            },
        };
    }

    /// <summary>INN-KPP, or the INN of a proprietor.</summary>
    public static string PayerOf(DraftMeta meta) => Joined(meta.Payer!.Inn!, meta.Payer.Organization?.Kpp);

    private static string SenderOf(DraftMeta meta) => Joined(meta.Sender!.Inn!, meta.Sender.Kpp);

    private static string Joined(string inn, string? kpp) => string.IsNullOrEmpty(kpp) ? inn : $"{inn}-{kpp}";

    /// <summary>Forms of the tax service are known; the others are named by their kind, Rosstat's by the seven digits that begin the file's name (chosen by us).</summary>
    private static FormVersion FormOf(DocflowPlan plan, DraftDocument main, ReportFile file)
    {
        if (plan.Type == "stat-report")
        {
            var okud = file.Okud ?? (main.Filename is { Length: > 7 } name && name[..7].All(char.IsAsciiDigit) ? name[..7] : null);
            return new FormVersion("", okud, file.FormVersion ?? "", "Форма статистического наблюдения", "Статистика");
        }

        var form = FnsForms.Describe(file.Knd ?? "");
        var (full, brief) = plan.Type switch
        {
            "fns534-ion" => ("Запрос на информационное обслуживание", "ИОН"),
            "fns534-submission" => ("Представление документов", "Представление"),
            "fns534-inventory" => ("Опись документов", "Опись"),
            "sfr-report" => ("Единая форма сведений (ЕФС-1)", "ЕФС-1"),
            "pfr-report" => ("Сведения индивидуального учёта", "Сведения ПФР"),
            "pfr-ios" => ("Запрос об уточнении платежей", "ИОС"),
            "pfr-ancillary" => ("Заявление о подключении к электронному документообороту", "ЗПЭД"),
            _ => (form.Full, form.Short),
        };
        return new FormVersion(file.Knd ?? "", null, file.FormVersion ?? form.Version, full, brief);
    }
}

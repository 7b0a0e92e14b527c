using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>DraftMetaRequest and DraftMeta (drafts contract 1.3, 1.4): what was posted is what is answered, plus the names.</summary>
internal sealed partial record DraftMeta(
    DraftSender? Sender, DraftRecipient? Recipient, DraftPayer? Payer, DraftRelatedDocument? RelatedDocument, DraftAdditionalInfo? AdditionalInfo, DraftOptions? DraftOptions)
{
    /// <summary>400 for a meta that the service would not take.</summary>
    public DraftMeta Validated()
    {
        Require(Sender is not null, "Не указан отправитель (sender).");
        Require(Recipient is not null, "Не указан получатель (recipient).");
        Require(Payer is not null, "Не указан налогоплательщик (payer).");
        Require(RussianCodes.IsInnForm(Sender!.Inn), "Неверный ИНН отправителя.");
        Require(RussianCodes.IsInnForm(Payer!.Inn), "Неверный ИНН налогоплательщика.");
        Require(string.IsNullOrEmpty(Sender.Kpp) || RussianCodes.IsKppForm(Sender.Kpp), "Неверный КПП отправителя.");
        Require(string.IsNullOrEmpty(Payer.Organization?.Kpp) || RussianCodes.IsKppForm(Payer.Organization.Kpp), "Неверный КПП налогоплательщика.");
        RequireForm(Recipient!.IfnsCode, FourDigits(), "Неверный код инспекции (ifns-code).");
        RequireForm(Recipient.MriCode, FourDigits(), "Неверный код межрайонной инспекции (mri-code).");
        RequireForm(Recipient.TogsCode, TwoAndTwo(), "Неверный код органа Росстата (togs-code).");
        RequireForm(Recipient.UpfrCode, ThreeAndThree(), "Неверный код органа СФР (upfr-code).");
        RequireForm(Recipient.MvdCode, ThreeAndThree(), "Неверный код подразделения МВД (mvd-code).");
        return this;
    }

    /// <summary>The meta as answered: with the names that the account knows.</summary>
    public DraftMeta Named(ExternAccount account) => this with
    {
        Sender = Sender! with { Name = account.Organizations.FirstOrDefault(one => one.Inn == Sender.Inn)?.Name },
        Payer = Payer! with { Name = account.FindOrganization(Payer.Inn, Payer.Organization?.Kpp)?.Name },
        DraftOptions = null,
    };

    private static void RequireForm(string? value, Regex form, string message) => Require(string.IsNullOrEmpty(value) || form.IsMatch(value), message);

    private static void Require(bool met, string message)
    {
        if (!met)
        {
            throw ExternException.BadRequest(message);
        }
    }

    [GeneratedRegex(@"\A[0-9]{4}\z")]
    private static partial Regex FourDigits();

    [GeneratedRegex(@"\A[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex TwoAndTwo();

    [GeneratedRegex(@"\A[0-9]{3}-[0-9]{3}\z")]
    private static partial Regex ThreeAndThree();
}

internal sealed record DraftSender(
    string? Inn, string? Kpp, string? Name, DraftCertificate? Certificate, bool IsRepresentative, [property: JsonPropertyName("ipaddress")] string? IpAddress);

internal sealed record DraftCertificate(byte[]? Content);

internal sealed record DraftRecipient(
    string? IfnsCode, string? MriCode, string? TogsCode, string? UpfrCode, string? FssCode, string? RegistrationIfnsCode, string? MvdCode, string? SfrCode);

internal sealed record DraftPayer(
    string? Inn, string? Name, DraftPayerOrganization? Organization, string? RegistrationNumberPfr, string? RegistrationNumberSfr, string? RegistrationNumberFss,
    string? Okpo, string? Ogrn, string? Snils);

internal sealed record DraftPayerOrganization(string? Kpp);

internal sealed record DraftRelatedDocument(Guid? RelatedDocflowId, Guid? RelatedDocumentId);

internal sealed record DraftAdditionalInfo(
    string? Subject, IReadOnlyList<string>? AdditionalCertificates, string? PfrLetterType, Guid? MachineReadableWarrantId, string? ParentMachineReadableWarrantId,
    Guid? OriginalDraftsBuilderId);

internal sealed record DraftOptions(bool? GenerateWarrant);

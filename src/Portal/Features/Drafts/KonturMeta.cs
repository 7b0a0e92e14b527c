using Portal.Features.Accounts;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>A draft's meta as Kontur wants it for each body (contract drafts 1.3): one code of the recipient, the payer's numbers, the sender and his warrant.</summary>
internal static class KonturMeta
{
    private const string LetterCategory = "urn:pfr-letter-category:letter";

    /// <summary>The meta; without <paramref name="certificate"/> a draft is taken, too (a request is built before anybody signs).</summary>
    public static Wire.DraftMetaRequest Of(Destination to, Addressing said, Sending sending, string? certificate)
    {
        var payer = to.Payer!;
        return new Wire.DraftMetaRequest(
            new Wire.DraftSender
            {
                Inn = sending.Inn, Kpp = sending.Kpp, IsRepresentative = sending.IsRepresentative,
                Certificate = certificate is null ? null : new Wire.DraftCertificate(certificate),
            },
            RecipientOf(to),
            new Wire.DraftPayer
            {
                Inn = payer.Inn, Organization = TaxNumbers.IsPerson(payer.Inn) ? null : new Wire.PayerOrganization(to.Kpp),
                Okpo = to.Authority == Authority.Rosstat ? to.Okpo : null,
                RegistrationNumberSfr = to.Authority == Authority.SocialFund ? to.SfrNumber : null,
                RegistrationNumberPfr = to is { Authority: Authority.SocialFund, Purpose: DraftPurpose.Letter } ? to.SfrNumber : null,
            },
            said.Answers is { } answered ? new Wire.RelatedDocument(Guid.Parse(answered.DocflowId), answered.DocumentId is { } id ? Guid.Parse(id) : null) : null,
            AdditionalOf(to, said, sending.Warrant),
            sending.Warrant?.Kind == WarrantKind.Message ? new Wire.DraftOptions(true) : null);
    }

    private static Wire.DraftRecipient RecipientOf(Destination to) => to.Authority switch
    {
        Authority.Rosstat => new Wire.DraftRecipient { TogsCode = to.Code },
        Authority.SocialFund when to.Purpose == DraftPurpose.Letter => new Wire.DraftRecipient { UpfrCode = to.Code },
        Authority.SocialFund => new Wire.DraftRecipient { SfrCode = to.Code },
        _ => new Wire.DraftRecipient { IfnsCode = to.Code, MriCode = to.TransitCode },
    };

    private static Wire.DraftAdditionalInfo? AdditionalOf(Destination to, Addressing said, ChosenWarrant? warrant)
    {
        var machine = warrant is { Kind: WarrantKind.MachineReadable, Number: { } number } && Guid.TryParse(number, out var id) ? id : (Guid?)null;
        var subject = to.Purpose == DraftPurpose.Letter ? said.Subject : null;
        return machine is null && subject is null ? null : new Wire.DraftAdditionalInfo
        {
            Subject = subject, MachineReadableWarrantId = machine,
            PfrLetterType = to is { Authority: Authority.SocialFund, Purpose: DraftPurpose.Letter } ? LetterCategory : null,
        };
    }
}

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>
/// Descriptions of all docflow types in one record (drafts contract 5.5): a type fills what its row names, and what is null is not written, which every reader takes
/// (7.6, S7).
/// </summary>
internal sealed record DocflowDescription
{
    public FormVersion? FormVersion { get; init; }

    public string? Cu { get; init; }

    public string? Recipient { get; init; }

    public string? FinalRecipient { get; init; }

    public string? RegistrationNumber { get; init; }

    public string? RegistrationNumberSfr { get; init; }

    public int? CorrectionNumber { get; init; }

    public string? PeriodBegin { get; init; }

    public string? PeriodEnd { get; init; }

    public string? PeriodCode { get; init; }

    public string? PayerInn { get; init; }

    public string? SenderInn { get; init; }

    public string? RecipientInn { get; init; }

    public string? ReportInn { get; init; }

    public string? ReportKpp { get; init; }

    public string? Oktmo { get; init; }

    public string? Okpo { get; init; }

    public string? Okud { get; init; }

    public string? Ogrn { get; init; }

    public string? Subject { get; init; }

    /// <summary>Category of a letter of the former pension fund.</summary>
    public string? FormType { get; init; }

    public string? ServiceCode { get; init; }

    public string? DocumentNumber { get; init; }

    public string? SenderCertificateThumbprint { get; init; }

    public IReadOnlyList<SectionInfo>? SectionInfos { get; init; }

    public IReadOnlyList<string>? SvdRegCodes { get; init; }

    public RegistrationInfo? RegistrationInfo { get; init; }

    public string? RequestId { get; init; }

    public string? MessageDate { get; init; }

    public int? AttachmentsCount { get; init; }

    public IReadOnlyList<FormVersion>? FormVersions { get; init; }

    public string? SentOnReportFilename { get; init; }

    public string? ReceiptStatus { get; init; }

    public string? ReceiptDeadlineDate { get; init; }

    public string? ReceiptDate { get; init; }

    public string? ReplyDeadlineDate { get; init; }

    public string? ReplyDate { get; init; }

    public string? RepliesStatus { get; init; }

    public Guid? RelatedDocflowId { get; init; }

    public Guid? RelatedDocumentId { get; init; }

    public Guid? OriginalDraftId { get; init; }

    public DocflowRequisites? Requisites { get; init; }
}

internal sealed record FormVersion(string Knd, string? Okud, string Version, string FormFullname, string FormShortname);

internal sealed record SectionInfo(FormVersion FormVersion, string? CorrectionType, string? PeriodBegin, string? PeriodEnd);

internal sealed record RegistrationInfo(IReadOnlyList<ApplicantInfo> ApplicantInfos, string BusinessType);

internal sealed record ApplicantInfo(PersonName Fio, string? Inn);

internal sealed record PersonName(string Surname, string Name, string? Patronymic);

/// <summary>What a user notes on a docflow (drafts contract 5.5, 5.7).</summary>
internal sealed record DocflowRequisites(RequisiteComment? Comment = null, string? DemandKnd = null);

internal sealed record RequisiteComment(string? Text, string? Color);

/// <summary>Requisites of documents (drafts contract 5.2): those of a demand's attachment and of the few other types that have any.</summary>
internal sealed record DocumentRequisites
{
    public string? DemandNumber { get; init; }

    public string? DemandKnd { get; init; }

    public string? DemandDate { get; init; }

    public string? ReceiptDeadlineDate { get; init; }

    public string? ReplyDeadlineDate { get; init; }

    public IReadOnlyList<string>? DemandInnList { get; init; }

    public string? TaxDepartmentName { get; init; }

    public string? TaxEventName { get; init; }

    public RequisiteComment? Comment { get; init; }

    public IReadOnlyList<RequisiteLabel>? Labels { get; init; }

    public IReadOnlyList<RequisiteAssignee>? Assignees { get; init; }

    public string? DemandStatus { get; init; }

    public string? CorrectionType { get; init; }

    public string? SvdregCode { get; init; }

    public bool? IsPositive { get; init; }

    public string? RequestId { get; init; }
}

internal sealed record RequisiteLabel(string Name);

internal sealed record RequisiteAssignee(Guid Id, string? Email, string? FirstName, string? MiddleName, string? LastName);

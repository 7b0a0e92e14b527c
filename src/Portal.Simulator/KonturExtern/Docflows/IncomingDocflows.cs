using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Printing;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Makes docflows that state bodies begin (drafts contract 6.4, 6.5, 6.10, 6.11).</summary>
internal sealed class IncomingDocflows(DocflowStore docflows, AccountDirectory accounts, DocflowDocuments documents)
{
    /// <summary>Working days for accepting a demand, for one that asks to pay, and for the answer itself; the last is chosen by us.</summary>
    private const int ReceiptDays = 6;
    private const int PaymentReceiptDays = 1;
    private const int ReplyDays = 16;

    /// <summary>Makes and stores one; <see cref="ExternException"/> when the order cannot be met.</summary>
    public Docflow Make(Guid accountId, IncomingOrder order, DateTimeOffset at)
    {
        var account = accounts.Find(accountId) ?? throw ExternException.NotFound("Учётная запись не найдена.");
        var plan = DocflowPlans.Find(order.Kind) is { IsIncoming: true } known ? known
            : throw ExternException.BadRequest($"Входящих документооборотов вида «{order.Kind}» нет. Возможны: {string.Join(", ", DocflowPlans.All.Where(one => one.IsIncoming).Select(one => one.Type))}.");
        var organization = order.Inn is null ? account.Organizations[0]
            : account.FindOrganization(order.Inn, order.Kpp) ?? account.Organizations.FirstOrDefault(one => one.Inn == order.Inn)
            ?? throw ExternException.BadRequest("Организация получателя не найдена в учётной записи.");
        var owner = order.OwnerId ?? account.Members.FirstOrDefault(member => member.Role == ExternAccount.Admin)?.UserId ?? account.Members[0].UserId;
        var docflow = new Docflow(Guid.NewGuid(), accountId, organization.Id, owner, plan.Type, plan.FirstStatus, "neutral", Description(plan, order, organization, at), [], at, at)
        {
            PayerInnKpp = InnKppOf(organization), SenderCertificate = order.Certificate,
        };
        foreach (var document in plan.AwaitsDocumentsRequest ? [] : Received(docflow, plan, order, organization, at))
        {
            docflow = docflow.With(document, at);
        }

        return docflows.Put(docflow);
    }

    /// <summary>The state body's answer to a letter comes as a docflow of its own (drafts contract 6.3).</summary>
    public Docflow Answer(Docflow letter, string kind, DocflowDocument? main, DateTimeOffset at)
    {
        var parts = letter.Payer.Split('-');
        if (docflows.OfAccount(letter.AccountId).FirstOrDefault(one => one.Type == kind && one.Description.RelatedDocflowId == letter.Id) is { } known)
        {
            return known; // Made before a kill that came in between.
        }

        return Make(letter.AccountId, new IncomingOrder(kind)
        {
            Inn = parts[0], Kpp = parts.ElementAtOrDefault(1), Code = letter.Body, OwnerId = letter.OwnerId, Certificate = letter.SenderCertificate, Subject = $"Ответ: {letter.Description.Subject}",
            RelatedDocflowId = letter.Id, RelatedDocumentId = main?.Id,
        }, at);
    }

    private IEnumerable<DocflowDocument> Received(Docflow docflow, DocflowPlan plan, IncomingOrder order, ExternOrganization organization, DateTimeOffset at)
    {
        var subject = docflow.Description.Subject ?? order.Subject ?? "Документ";
        var text = order.Text ?? "Сообщаем, что по состоянию на дату письма сведения приняты к рассмотрению.";
        var files = plan.Type == Docflow.FnsDemand ? Demands(docflow, at) : [(Printed(subject, text, "pismo.pdf"), new DocumentRequisites())];
        var main = plan.Type == Docflow.FnsDemand
            ? DocflowTexts.DemandDescriptor(docflow, [.. files.Select(file => (file.Text.Filename, file.Requisites.DemandKnd!))], organization.Name, order.Flaw, at)
            : DocflowTexts.Letter(docflow, subject, text, at);
        foreach (var (file, requisites) in files)
        {
            var attachment = documents.FromBody(docflow, $"{plan.Type}-attachment", file, at);
            yield return plan.Type == Docflow.FnsDemand
                ? attachment with { Requisites = requisites, RelatedDocflowsCount = 0, SupportRecognition = true }
                : attachment;
        }

        var sent = documents.FromBody(docflow, plan.Main, main, at) with { Replies = plan.MainOpens };
        yield return order.Flaw == DemandRefusals.WrongSignature
            ? sent with { Signatures = [documents.SignByBody(docflow, new DocflowText(main.Filename, [.. main.Bytes, (byte)' ']), at)] } : sent;
        foreach (var planned in plan.Opening)
        {
            yield return documents.Make(docflow, planned, main.Filename, at);
        }
    }

    /// <summary>The demands themselves: one file per form.</summary>
    private static List<(DocflowText Text, DocumentRequisites Requisites)> Demands(Docflow docflow, DateTimeOffset at) =>
    [
        .. docflow.Description.FormVersions!.Select((form, index) => (
            Printed(form.FormFullname, $"Представьте документы по требованию формы {form.Knd}.", $"demand_{form.Knd}_{index + 1}.pdf"),
            new DocumentRequisites
            {
                DemandNumber = $"15-{index + 1:00}/{Math.Abs(docflow.Id.GetHashCode()) % 100000}", DemandKnd = form.Knd, DemandDate = Days.Of(at),
                ReceiptDeadlineDate = docflow.Description.ReceiptDeadlineDate, ReplyDeadlineDate = docflow.Description.ReplyDeadlineDate, DemandInnList = [docflow.Payer.Split('-')[0]],
                TaxDepartmentName = "Отдел камеральных проверок", TaxEventName = "Камеральная налоговая проверка", DemandStatus = "in-progress",
            })),
    ];

    private static DocflowDescription Description(DocflowPlan plan, IncomingOrder order, ExternOrganization organization, DateTimeOffset at)
    {
        var common = new DocflowDescription
        {
            Cu = order.Code ?? DefaultCode(plan), RelatedDocflowId = order.RelatedDocflowId, RelatedDocumentId = order.RelatedDocumentId,
        };
        var subject = order.Subject ?? "Информационное письмо";
        IReadOnlyList<string> knds = order.Knds.Count > 0 ? order.Knds : ["1165013"];
        return plan.Type switch
        {
            "fns534-cu-letter" => common with { Subject = subject, RecipientInn = InnKppOf(organization) },
            "fns534-demand" => common with
            {
                AttachmentsCount = knds.Count, FormVersions = [.. knds.Select(DemandForms.Describe)], PayerInn = InnKppOf(organization), SentOnReportFilename = order.OnReport,
                ReceiptStatus = "waiting", RepliesStatus = "not-sent", ReceiptDeadlineDate = Days.Of(Days.Working(at, knds.All(DemandForms.IsPayment) ? PaymentReceiptDays : ReceiptDays)), ReplyDeadlineDate = Days.Of(Days.Working(at, ReplyDays)),
            },
            "pfr-cu-letter" => common with { Subject = subject, RegistrationNumber = RegistrationOf(organization), FormType = "urn:pfr-letter-category:letter" },
            "stat-cu-letter" => common with { Subject = subject, Okpo = "12345678" },
            { } type when type.StartsWith("fss-sedo-", StringComparison.Ordinal) => common with
            {
                PayerInn = InnKppOf(organization), RegistrationNumberSfr = organization.Subscriptions.FirstOrDefault(one => one.IsSfr)?.RegistrationNumber,
                RegistrationNumber = organization.Subscriptions.FirstOrDefault(one => !one.IsSfr)?.RegistrationNumber, RequestId = Guid.NewGuid().ToString(), MessageDate = Days.Of(at),
                ReplyDeadlineDate = Days.Of(Days.Working(at, ReplyDays)),
            },
            _ => common with { Subject = subject },
        };
    }

    private static string DefaultCode(DocflowPlan plan) => plan.Body switch { "fns" => "0087", "stat" => "00-87", "fss" => "SEDO-TEST", _ => "066-001" };

    private static string InnKppOf(ExternOrganization organization) => string.IsNullOrEmpty(organization.Kpp) ? organization.Inn : $"{organization.Inn}-{organization.Kpp}";

    /// <summary>A made-up number of the former pension fund.</summary>
    private static string RegistrationOf(ExternOrganization organization) => $"0{organization.Inn[..2]}-001-{organization.Inn[4..10]}";

    private static DocflowText Printed(string title, string text, string filename) => new(filename, PrintForm.Render(title, [new PrintLine(text)], []), "application/pdf");
}

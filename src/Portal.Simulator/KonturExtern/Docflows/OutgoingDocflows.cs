using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Makes the docflow of a sent draft: the user's documents and the operator's (drafts contract 6, step 1 of every outgoing table).</summary>
internal sealed class OutgoingDocflows(DocflowStore docflows, AccountDirectory accounts, ContentStore contents, DocflowDocuments documents, DocflowMachine machine)
{
    public Docflow Open(Guid id, Guid userId, ExternDraft draft, DateTimeOffset at)
    {
        var account = accounts.Find(draft.AccountId)!;
        var payer = draft.Meta.Payer!;
        var plan = DraftPlans.Of(draft)!;
        var files = draft.Documents.Select(document => (Document: document, File: Facts(document))).ToList();
        var main = files.FirstOrDefault(one => DraftPlans.TypeOf(one.Document) == plan.Main) is { Document: not null } typed ? typed
            : files.FirstOrDefault(one => !IsWarrant(one.Document, one.File) && one.File.IsForm) is { Document: not null } found ? found : files[0];
        var kpp = payer.Organization?.Kpp;
        var docflow = new Docflow(
            id, draft.AccountId, account.FindOrganization(payer.Inn, kpp)?.Id ?? account.Organizations[0].Id, userId, plan.Type, plan.FirstStatus, "neutral",
            SentDescriptions.Of(plan, draft, main.Document, main.File), [], at, at)
        {
            PlanName = plan.Name == plan.Type ? null : plan.Name, PayerInnKpp = SentDescriptions.PayerOf(draft.Meta), SenderCertificate = draft.Meta.Sender?.Certificate?.Content,
        };

        var sender = draft.Meta.Named(account).Sender!.Name ?? "Отправитель";
        foreach (var (document, file) in files.OrderBy(one => one.Document.Id == main.Document.Id))
        {
            docflow = docflow.With(documents.Sent(docflow, draft, document, TypeOf(plan, document, file, document.Id == main.Document.Id), sender), at);
        }

        var name = main.Document.Filename ?? $"{main.File.FileId ?? main.Document.Id.ToString()}.xml";
        foreach (var planned in MessageOfRepresentation(plan, draft).Concat(plan.Opening))
        {
            docflow = docflow.With(documents.Make(docflow, planned, name, at), at);
        }

        docflow = machine.Started(docflow, at);
        docflows.Answered(docflow, "in-progress");
        return docflows.Put(docflow);
    }

    /// <summary>The service makes it from the account's data when the draft asks so (drafts contract 1.3, generate-warrant); it stands where a warrant's file would.</summary>
    private static IEnumerable<PlanDocument> MessageOfRepresentation(DocflowPlan plan, ExternDraft draft) =>
        draft.Meta.DraftOptions?.GenerateWarrant == true && plan.Body == "fns" ? [PlanWords.Description($"{plan.Type}-warrant")] : [];

    private ReportFile Facts(DraftDocument document)
    {
        using var content = contents.Read(document.ContentId!.Value);
        return ReportReader.Read(content).File;
    }

    private static bool IsWarrant(DraftDocument document, ReportFile file) =>
        DraftPlans.TypeOf(document) is { } type ? type.EndsWith("-warrant", StringComparison.Ordinal) : file.Knd == FnsForms.Warrant;

    private static string TypeOf(DocflowPlan plan, DraftDocument document, ReportFile file, bool isMain) =>
        DraftPlans.TypeOf(document) ?? (isMain ? plan.Main : IsWarrant(document, file) ? $"{plan.Type}-warrant"
            : plan.Type == "stat-report" ? "stat-report-report-attachment" : $"{plan.Type}-attachment");
}

using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows.Machines;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Walks the tables of section 6 of the drafts contract: the steps of state bodies at due times that survive a restart, and what the user's replies do.</summary>
internal sealed class DocflowMachine(DocflowStore docflows, DocflowDocuments documents, IncomingDocflows incoming, SimulatorSettings settings)
{
    /// <summary>Takes every step whose time has come.</summary>
    public void RunDue(DateTimeOffset now)
    {
        foreach (var due in docflows.Due(now))
        {
            lock (docflows.Gate)
            {
                for (var docflow = docflows.Find(due.Id); docflow is { NextStep: not null, NextDueAt: { } at } && at <= now;)
                {
                    docflow = docflows.Put(Step(docflow, at));
                }
            }
        }
    }

    /// <summary>Outcomes that a control may choose for the next step; without a choice the recipient's code decides, as the vendor's robots do.</summary>
    public static IReadOnlyList<string> OutcomesOf(Docflow docflow) =>
        docflow.NextStep is { } step ? [.. DocflowPlans.Of(docflow).Step(step).Outcomes.Select(outcome => outcome.Name)] : [];

    /// <summary>The next turn of the state body, made at the given moment; nothing happens at the end.</summary>
    public Docflow Step(Docflow docflow, DateTimeOffset at, string? outcome = null)
    {
        if (docflow.NextStep is null)
        {
            return docflow;
        }

        var plan = DocflowPlans.Of(docflow);
        var outcomes = plan.Step(docflow.NextStep).Outcomes;
        var chosen = outcomes.FirstOrDefault(one => outcome is null ? one.Robots.Contains(docflow.Body) : one.Name == outcome) ?? outcomes[0];
        var main = docflow.Documents.FirstOrDefault(document => document.Type == plan.Main) ?? (docflow.Documents is [var first, ..] ? first : null);
        var about = main?.Filename ?? docflow.Id.ToString();
        var moved = Next(docflow, plan, chosen.Next, docflow.NextDueAt ?? at) with
        {
            Status = chosen.Status ?? docflow.Status, SuccessState = chosen.State ?? docflow.SuccessState, LastChange = at,
            Description = docflow.Description with { ReceiptStatus = chosen.ReceiptStatus ?? docflow.Description.ReceiptStatus },
        };
        if (chosen.SignsMain && main is not null)
        {
            moved = moved.Replaced(documents.SignedByBody(docflow, main, at));
        }

        foreach (var planned in chosen.Documents.Where(planned => planned.OnlyKnd is null || docflow.Forms.Any(form => form.Knd == planned.OnlyKnd)))
        {
            moved = moved.With(documents.Make(moved, planned, about, at), at);
        }

        if (chosen.Brings is { } kind)
        {
            incoming.Answer(docflow, kind, main, at);
        }

        if (chosen.RepliesStatus is { } replies)
        {
            docflows.Answered(docflow, replies);
        }

        return moved;
    }

    /// <summary>The user's reply on a document (drafts contract 6, R2–R4): the link goes, the reply comes, and the answer to the last result moves the docflow on.</summary>
    public Docflow Answer(Docflow docflow, DocflowDocument answered, string replyType, DocflowDocument? reply, DateTimeOffset at)
    {
        var plan = DocflowPlans.Of(docflow);
        var rule = plan.AnswerTo(answered.Type, replyType);
        var changed = docflow.Replaced(answered with { Replies = rule?.Opens ?? [] }) with { LastChange = at };
        changed = reply is null ? changed : changed.With(reply with { SendDate = at, Answers = answered.Type }, at);
        if (rule is null || !IsLastResult(docflow, answered, plan))
        {
            return changed;
        }

        var moved = changed with
        {
            Status = rule.Status ?? changed.Status, SuccessState = rule.State ?? changed.SuccessState,
            Description = rule.ReceiptStatus is null ? changed.Description : changed.Description with { ReceiptStatus = rule.ReceiptStatus, ReceiptDate = Days.Of(at) },
        };
        return rule.Next is not null ? Next(moved, plan, rule.Next, at) : rule.Status == "finished" ? moved with { NextStep = null, NextDueAt = null } : moved;
    }

    /// <summary>A receipt made and signed here, for a history that was never clicked.</summary>
    public Docflow Answer(Docflow docflow, DocflowDocument answered, SandboxCertificate signer, DateTimeOffset at)
    {
        var type = answered.Replies[0];
        var text = DocflowTexts.Reply(type, docflow, answered.Filename, at, signer.Owner!.FullName, []);
        return Answer(docflow, answered, type, documents.Open(docflow, type, text, [DocflowDocuments.Sign(text, at, signer, DocflowDocuments.Organization)]), at);
    }

    /// <summary>The same with a reply as its author made and signed it.</summary>
    public Docflow Answer(Docflow docflow, DocflowDocument answered, DocflowReply reply, DateTimeOffset at)
    {
        var sent = documents.Open(docflow, reply.DocumentType, new DocflowText(reply.Filename, reply.Content), [documents.Given(reply.Certificate, reply.Signature!)]);
        return Answer(docflow, answered, reply.DocumentType, sent, at);
    }

    /// <summary>The user's request of documents in SEDO: what was announced can come now.</summary>
    public Docflow Request(Docflow docflow, DocflowDocument request, DateTimeOffset at)
    {
        var plan = DocflowPlans.Of(docflow);
        return Next(docflow with { Status = "arrived" }, plan, plan.Steps[0].Name, at).With(request with { SendDate = at }, at);
    }

    /// <summary>Where a docflow goes from its opening.</summary>
    public Docflow Started(Docflow docflow, DateTimeOffset at)
    {
        var plan = DocflowPlans.Of(docflow);
        return Next(docflow, plan, plan.FirstStep, at);
    }

    /// <summary>A later document that moves the docflow as well comes before this one.</summary>
    private static bool IsLastResult(Docflow docflow, DocflowDocument answered, DocflowPlan plan) =>
        !docflow.Documents.SkipWhile(document => document.Id != answered.Id).Skip(1).Any(later => plan.Answers.Any(answer => answer.To == later.Type));

    private Docflow Next(Docflow docflow, DocflowPlan plan, string? step, DateTimeOffset from)
    {
        var planned = step is null ? null : plan.Step(step);
        return docflow with
        {
            NextStep = step,
            NextDueAt = planned is null || planned.IsManual ? null : from + (planned.IsNotice ? settings.NoticeDelay : settings.RobotDelay / 3),
        };
    }
}

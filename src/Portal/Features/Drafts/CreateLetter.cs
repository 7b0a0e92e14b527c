using System.Text;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts;

/// <summary>What came of a letter: the draft, or a sentence per field.</summary>
/// <param name="DraftId">The draft; null when something is wrong.</param>
/// <param name="Errors">Name of the field → sentence.</param>
public sealed record LetterOutcome(string? DraftId, IReadOnlyDictionary<string, string> Errors);

/// <summary>
/// Makes a draft of a letter to the tax service, the fund or Rosstat: its text becomes a file, further files are added on its page. Letters to all three go as
/// a draft of documents with explicit types (contract drafts 1.5, 1.8), not through the builder of section 4: the builder knows the tax service's letters only
/// (the other two are names of constants), wants the sender's postal address, and makes files of its own at the service, whereas here what is signed must
/// be the bytes that were shown.
/// </summary>
public sealed class CreateLetter(
    Acting acting, FindAccount find, ListAccountDetails accounts, FindAnswered answered, DraftStore drafts, TakeFile take, NameFacts names, TimeProvider clock,
    AuditLog audit)
{
    private const string FileName = "Письмо.txt";

    /// <summary>Makes the draft.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account, or not a docflow that this person sees.</exception>
    /// <exception cref="VendorException">Kontur did not take the text; no draft is made.</exception>
    public Task<LetterOutcome> RunAsync(Actor actor, string accountId, LetterInput letter, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.write-letter", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            _ = await find.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            var address = letter.Address;
            var failures = new LetterRules(Sending.Today(clock)).Validate(letter).Errors;
            var errors = failures.GroupBy(failure => failure.PropertyName.Split('.')[^1]).ToDictionary(group => group.Key, group => group.First().ErrorMessage);
            var payer = (await accounts.RunAsync(actor, accountId, cancellationToken)).Payers.FirstOrDefault(one => SetAddressing.KeyOf(one) == address.Payer);
            var body = errors.Count > 0 ? null : await names.BodyAsync(Acting.SessionOf(link.Id), address.Authority!.Value, address.Code, cancellationToken);
            if (errors.Count == 0 && body is null)
            {
                errors[nameof(AddressingInput.Code)] = "Такого кода нет в справочнике, или этот орган больше не принимает документы";
            }

            if (errors.Count > 0 || payer is null)
            {
                note.Outcome = "invalid";
                return new LetterOutcome(null, errors.Count > 0 ? errors : new Dictionary<string, string> { [nameof(AddressingInput.Payer)] = "Такой организации в этой учётной записи нет" });
            }

            var said = new Addressing
            {
                Authority = address.Authority, Code = address.Code, CodeName = body, Okpo = address.Okpo is "" ? null : address.Okpo,
                SfrNumber = address.SfrNumber is "" ? null : address.SfrNumber, PayerInn = payer.Inn, PayerKpp = payer.Kpp, Subject = letter.Subject.Trim(),
                Answers = Guid.TryParse(address.Answers, out var docflow) ? await answered.RunAsync(actor, accountId, docflow, cancellationToken) : null,
            };
            note.ObjectId = await StoreAsync(link.Id, accountId, said, letter.Text, cancellationToken);
            return new LetterOutcome(note.ObjectId, errors);
        });

    private async Task<string> StoreAsync(string linkId, string accountId, Addressing said, string text, CancellationToken cancellationToken)
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))];
        using var body = new MemoryStream(bytes);
        var taken = await take.TakeAsync(Acting.SessionOf(linkId), accountId, body, bytes.Length, bytes.Length, cancellationToken);
        var now = clock.GetUtcNow();
        var draft = new Draft
        {
            Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = accountId, State = DraftState.Editing, Addressing = said, CreatedAt = now, ChangedAt = now,
            Facts = new ReportFacts
            {
                Purpose = DraftPurpose.Letter, Authority = said.Authority, FormName = $"Письмо {AuthorityWords.Into(said.Authority!.Value)}: {said.Subject}",
            },
        };
        var document = new DraftDocument
        {
            Id = Guid.NewGuid().ToString(), DraftId = draft.Id, Kind = DocumentKind.Report, FileName = FileName, Size = bytes.Length,
            Sha256 = taken.Original.Sha256, ContentId = taken.ContentId, UploadedAt = now,
        };
        await drafts.AddAsync(draft, document, cancellationToken);
        return draft.Id;
    }
}

using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Senders;

namespace Portal.Features.Goskey.New;

/// <summary>The first step for one person: who signs, with what, and from whom it comes.</summary>
public sealed class SaveRecipient(
    OwnDrafts drafts, ListOwnSenders senders, PackageStore packages, RecipientStore recipients, RecipientSeal seal, TimeProvider clock, AuditLog audit)
{
    /// <summary>Saves the step, or tells field by field what is wrong.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<StepOutcome> RunAsync(Actor actor, string packageId, RecipientInput input, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<StepOutcome>(actor, "goskey.recipient", packageId, async note =>
        {
            if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            var picked = input.RememberedId is { } id ? await recipients.FindAsync(actor.PersonId, id, cancellationToken) : null;
            var number = NumberOf(input, picked, draft);
            var problems = Problems(input, number);
            var sender = await RecipientChoice.CheckAsync(senders, actor, input.SenderId, input.Kind, input.Consented, problems, cancellationToken);
            if (problems.Count > 0)
            {
                note.Outcome = "invalid";
                return new StepOutcome.Wrong(problems);
            }

            var (now, same) = (clock.GetUtcNow(), draft.Snils is { } saved && seal.Open(saved).Equals(number));
            var (sealedSnils, print, tail) = seal.Seal(number!);
            var changed = draft with
            {
                SenderId = sender!.Id, SenderName = sender.Organization, SignatureKind = input.Kind!.Value, RecipientName = input.Name.Trim(), Snils = sealedSnils, SnilsTail = tail,
                Email = seal.SealEmail(input.Email), ConsentedAt = same && draft.ConsentedAt is { } before ? before : now,
            };
            if (!await packages.SetRecipientAsync(changed, print, cancellationToken))
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            if (input.Remember || picked is not null)
            {
                await recipients.SaveAsync(
                    [
                        new RememberedRecipient
                        {
                            Id = Guid.NewGuid().ToString(), PersonId = actor.PersonId, Name = changed.RecipientName, Snils = sealedSnils, SnilsPrint = print, SnilsTail = tail, Email = changed.Email,
                            ConsentedAt = changed.ConsentedAt!.Value, UsedAt = now,
                        },
                    ],
                    cancellationToken);
            }

            note.Detail = $"{number!.Masked}, {input.Kind}";
            drafts.Tell(draft);
            return new StepOutcome.Saved();
        });

    // What is typed wins over what was picked, and that over what is saved.
    private Snils? NumberOf(RecipientInput input, RememberedRecipient? picked, Package draft) =>
        input.Snils.Trim() is not "" ? Snils.TryParse(input.Snils, out var typed) ? typed : null
        : (picked?.Snils ?? (input.RememberedId is null ? draft.Snils : null)) is { } stored ? seal.Open(stored) : null;

    private static Dictionary<string, string> Problems(RecipientInput input, Snils? number)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(nameof(input.Name), RecipientRules.NameProblem(input.Name));
        Add(nameof(input.Snils), number is null ? Snils.Problem(input.Snils) : null);
        Add(nameof(input.Email), RecipientRules.EmailProblem(input.Email));
        return problems;

        void Add(string field, string? problem)
        {
            if (problem is not null)
            {
                problems.Add(field, problem);
            }
        }
    }
}

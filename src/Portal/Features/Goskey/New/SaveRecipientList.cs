using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Senders;

namespace Portal.Features.Goskey.New;

/// <summary>The first step for a list, whose people are saved as they are added (<see cref="ChangeRecipientList"/>).</summary>
public sealed class SaveRecipientList(OwnDrafts drafts, ListOwnSenders senders, PackageStore packages, RecipientStore recipients, TimeProvider clock, AuditLog audit)
{
    /// <summary>Name of the complaint about the list itself.</summary>
    public const string People = "People";

    /// <summary>Saves the step, or tells field by field what is wrong.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<StepOutcome> RunAsync(Actor actor, string packageId, ListInput input, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<StepOutcome>(actor, "goskey.recipients", packageId, async note =>
        {
            if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            var listed = await packages.ListedAsync(packageId, cancellationToken);
            var problems = new Dictionary<string, string>(StringComparer.Ordinal);
            var sender = await RecipientChoice.CheckAsync(senders, actor, input.SenderId, input.Kind, input.Consented, problems, cancellationToken);
            if (listed.Count == 0)
            {
                problems[People] = "Добавьте в список хотя бы одного человека";
            }

            if (RecipientRules.TextProblem(input.GroupName, RecipientRules.LongestGroup) is { } wrong)
            {
                problems[nameof(input.GroupName)] = wrong;
            }

            if (problems.Count > 0)
            {
                note.Outcome = "invalid";
                return new StepOutcome.Wrong(problems);
            }

            var changed = draft with
            {
                SenderId = sender!.Id, SenderName = sender.Organization, SignatureKind = input.Kind!.Value, RecipientName = "", Snils = null, SnilsTail = null, Email = null,
                ConsentedAt = draft.ConsentedAt ?? clock.GetUtcNow(),
            };
            if (!await packages.SetRecipientAsync(changed, null, cancellationToken))
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            if (input.GroupName.Trim() is not "")
            {
                await RememberAsync(actor, input.GroupName.Trim(), listed, cancellationToken);
            }

            note.Detail = $"{listed.Count} people, {input.Kind}";
            drafts.Tell(draft);
            return new StepOutcome.Saved();
        });

    private Task RememberAsync(Actor actor, string group, IReadOnlyList<ListedRecipient> listed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return recipients.SaveAsync(
            [
                .. listed.Select(one => new RememberedRecipient
                {
                    Id = Guid.NewGuid().ToString(), PersonId = actor.PersonId, Name = one.Name, Snils = one.Snils, SnilsPrint = one.SnilsPrint, SnilsTail = one.SnilsTail, Email = one.Email,
                    GroupName = group, ConsentedAt = now, UsedAt = now,
                }),
            ],
            cancellationToken);
    }
}

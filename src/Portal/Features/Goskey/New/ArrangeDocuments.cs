using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Assembly;

namespace Portal.Features.Goskey.New;

/// <summary>One change of a draft's documents.</summary>
/// <param name="DocumentId">Which of them.</param>
public abstract record DocumentChange(string DocumentId)
{
    /// <summary>One place up or down.</summary>
    public sealed record Move(string DocumentId, bool Up) : DocumentChange(DocumentId);

    /// <summary>Another name and another description; the extension stays, whether it is typed or not.</summary>
    public sealed record Describe(string DocumentId, string Name, string Description) : DocumentChange(DocumentId);

    /// <summary>It is taken out.</summary>
    public sealed record Remove(string DocumentId) : DocumentChange(DocumentId);
}

/// <summary>Puts a draft's documents in order, names, describes and removes them; each change is saved at once and made to what is there at that moment.</summary>
public sealed class ArrangeDocuments(OwnDrafts drafts, PackageStore packages, AuditLog audit)
{
    /// <summary>Makes the change, or tells what is wrong with the name or the description.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<StepOutcome> RunAsync(Actor actor, string packageId, DocumentChange change, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<StepOutcome>(actor, "goskey.arrange-documents", packageId, async note =>
        {
            note.Detail = change.GetType().Name;
            if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            var rules = await drafts.RulesAsync(draft, cancellationToken);
            StepOutcome outcome = new StepOutcome.Saved();
            if (!await packages.ChangeDocumentsAsync(packageId, before => Apply(rules, change, before, ref outcome), cancellationToken))
            {
                outcome = new StepOutcome.Gone();
            }

            note.Outcome = outcome switch { StepOutcome.Wrong => "invalid", StepOutcome.Gone => "gone", _ => "done" };
            drafts.Tell(draft);
            return outcome;
        });

    private static IReadOnlyList<PackageDocument>? Apply(PackageRules rules, DocumentChange change, IReadOnlyList<PackageDocument> before, ref StepOutcome outcome)
    {
        var place = before.ToList().FindIndex(one => one.Id == change.DocumentId);
        if (place < 0)
        {
            // Removed from another tab: to remove it again is no mistake.
            outcome = change is DocumentChange.Remove ? outcome : new StepOutcome.Gone();
            return null;
        }

        switch (change)
        {
            case DocumentChange.Move { Up: var up }:
                var after = before.ToList();
                after.RemoveAt(place);
                after.Insert(Math.Clamp(place + (up ? -1 : 1), 0, after.Count), before[place]);
                return after;
            case DocumentChange.Describe described:
                return Describe(rules, described, before, place, ref outcome);
            default:
                return [.. before.Where(one => one.Id != change.DocumentId)];
        }
    }

    private static IReadOnlyList<PackageDocument>? Describe(PackageRules rules, DocumentChange.Describe change, IReadOnlyList<PackageDocument> before, int place, ref StepOutcome outcome)
    {
        var (old, description) = (before[place], change.Description.Trim());
        var extension = Path.GetExtension(old.DisplayName);
        var typed = change.Name.Trim();
        var asked = typed is "" || typed.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? typed : typed + extension;
        var name = DisplayNames.Check(asked);
        var others = before.Where(one => one.Id != old.Id).ToList();
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = name.Reason
            ?? (asked.Equals(extension, StringComparison.OrdinalIgnoreCase) ? "У документа нет имени"
            : others.Any(one => one.DisplayName.Equals(name.Name, StringComparison.OrdinalIgnoreCase)) ? "Документ с таким именем уже есть" : null);
        if (wrong is not null)
        {
            problems[nameof(change.Name)] = wrong;
        }

        if (PackageCheck.DescriptionProblem(rules, description) is { } problem)
        {
            problems[nameof(change.Description)] = problem;
        }

        if (problems.Count > 0)
        {
            outcome = new StepOutcome.Wrong(problems);
            return null;
        }

        var wire = name.Name == old.DisplayName ? old.WireName : WireNames.Next(name.Name, others.Select(one => one.WireName));
        return [.. before.Select(one => one.Id == old.Id ? one with { DisplayName = name.Name, WireName = wire, Description = description } : one)];
    }
}

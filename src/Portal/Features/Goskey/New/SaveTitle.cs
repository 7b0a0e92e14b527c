using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Assembly;

namespace Portal.Features.Goskey.New;

/// <summary>What the recipient reads above the documents.</summary>
public sealed class SaveTitle(OwnDrafts drafts, PackageStore packages, AuditLog audit)
{
    /// <summary>Name of the field in a complaint.</summary>
    public const string Field = "Title";

    /// <summary>Saves it, or tells what is wrong with it. An empty one is saved: the review complains of it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<StepOutcome> RunAsync(Actor actor, string packageId, string title, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<StepOutcome>(actor, "goskey.title", packageId, async note =>
        {
            if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            var trimmed = title.Trim();
            if (PackageCheck.DescriptionProblem(await drafts.RulesAsync(draft, cancellationToken), trimmed) is { } problem)
            {
                note.Outcome = "invalid";
                return new StepOutcome.Wrong(Field, problem);
            }

            if (!await packages.SetTitleAsync(packageId, trimmed, cancellationToken))
            {
                note.Outcome = "gone";
                return new StepOutcome.Gone();
            }

            drafts.Tell(draft);
            return new StepOutcome.Saved();
        });
}

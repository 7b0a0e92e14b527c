using Portal.Access;
using Portal.Features.Goskey.Assembly;

namespace Portal.Features.Goskey.New;

/// <summary>A draft as the steps of the wizard show it.</summary>
/// <param name="Package">The draft.</param>
/// <param name="Documents">In their order.</param>
/// <param name="Listed">People of the list; empty when it is for one person.</param>
/// <param name="Rules">What it may hold.</param>
/// <param name="Totals">Where it stands against the limits.</param>
/// <param name="Email">The address for reminders in the clear; empty when there is none.</param>
/// <param name="Read">What was read of a file and waits for a decision.</param>
public sealed record DraftView(
    Package Package, IReadOnlyList<PackageDocument> Documents, IReadOnlyList<ListedRecipient> Listed, PackageRules Rules, PackageTotals Totals, string Email, ReadList? Read)
{
    /// <summary>Somebody is to sign and agrees to it.</summary>
    public bool HasRecipient => Package.ConsentedAt is not null && Package.SenderId is not "" && (Package.Snils is not null || Listed.Count > 0);

    /// <summary>Nothing is wrong with the documents and the title.</summary>
    public bool HasDocuments => PackageCheck.Run(Rules, OwnDrafts.Planned(Documents)).Count == 0 && PackageCheck.TitleProblem(Rules, Package.Title) is null;

    /// <summary>The SNILS for screens; null when none is saved.</summary>
    public string? MaskedSnils => Package.SnilsTail is { } tail ? $"***-***-{tail}" : null;
}

/// <summary>Reads a draft from the store alone.</summary>
public sealed class OpenDraft(PackageStore packages, OwnDrafts drafts, RecipientSeal seal, ReadListSeal lists)
{
    /// <summary>The draft; null when there is none, when it is another person's, or no draft any more.</summary>
    public async Task<DraftView?> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default)
    {
        if (await packages.FindAsync(actor.PersonId, packageId, cancellationToken) is not { State: PackageState.Draft } draft)
        {
            return null;
        }

        var documents = await packages.DocumentsAsync(packageId, cancellationToken);
        var rules = await drafts.RulesAsync(draft, cancellationToken);
        return new DraftView(
            draft, documents, await packages.ListedAsync(packageId, cancellationToken), rules, PackageTotals.Of(rules, OwnDrafts.Planned(documents)), seal.OpenEmail(draft.Email) ?? "",
            lists.Open(await packages.ReadListAsync(packageId, cancellationToken)));
    }
}

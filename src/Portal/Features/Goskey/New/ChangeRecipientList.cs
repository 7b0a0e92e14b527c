using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.New;

/// <summary>One change of a list.</summary>
public abstract record ListChange
{
    private ListChange()
    {
    }

    /// <summary>The right rows of the file that was read are added.</summary>
    public sealed record TakeFile : ListChange;

    /// <summary>What was read of the file is forgotten.</summary>
    public sealed record DropFile : ListChange;

    /// <summary>The people of a remembered group are added.</summary>
    public sealed record AddGroup(string Name) : ListChange;

    /// <summary>A person is removed, by the keyed hash of their SNILS.</summary>
    public sealed record Remove(string SnilsPrint) : ListChange;

    /// <summary>Everybody is removed.</summary>
    public sealed record Clear : ListChange;
}

/// <summary>What became of a change.</summary>
/// <param name="Added">People who were not in the list before.</param>
/// <param name="Known">People who were.</param>
/// <param name="Problem">Why nothing has changed; null when it has.</param>
public sealed record ListChanged(int Added, int Known, string? Problem);

/// <summary>Adds people to a draft's list and removes them; nobody is in it twice. Each change is saved at once.</summary>
public sealed class ChangeRecipientList(OwnDrafts drafts, PackageStore packages, RecipientStore recipients, RecipientSeal seal, ReadListSeal lists, AuditLog audit)
{
    /// <summary>Makes the change.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<ListChanged> RunAsync(Actor actor, string packageId, ListChange change, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.change-list", packageId, async note =>
        {
            if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
            {
                note.Outcome = "gone";
                return new ListChanged(0, 0, Sent);
            }

            var coming = await ComingAsync(actor, packageId, change, cancellationToken);
            var outcome = new ListChanged(0, 0, Sent);
            if (await packages.ChangeListAsync(packageId, before => Apply(change, before, coming, ref outcome), change is ListChange.TakeFile or ListChange.DropFile, cancellationToken))
            {
                drafts.Tell(draft);
            }

            (note.Outcome, note.Detail) = (outcome.Problem is null ? "done" : "invalid", $"{change.GetType().Name}: {outcome.Added} new");
            return outcome;
        });

    private const string Sent = "Пакет уже отправляют, список не меняется. Обновите страницу.";

    private static IReadOnlyList<ListedRecipient> Apply(ListChange change, IReadOnlyList<ListedRecipient> before, IReadOnlyList<ListedRecipient> coming, ref ListChanged outcome)
    {
        var fresh = coming.DistinctBy(one => one.SnilsPrint).ExceptBy(before.Select(one => one.SnilsPrint), one => one.SnilsPrint).ToList();
        if (before.Count + fresh.Count > RecipientRules.MostPeople)
        {
            outcome = new ListChanged(0, 0, $"В списке было бы {before.Count + fresh.Count} человек, а бывает не больше {RecipientRules.MostPeople}");
            return before;
        }

        outcome = new ListChanged(fresh.Count, coming.Count - fresh.Count, null);
        return change switch
        {
            ListChange.Remove remove => [.. before.Where(one => one.SnilsPrint != remove.SnilsPrint)],
            ListChange.Clear => [],
            _ => [.. before, .. fresh],
        };
    }

    private async Task<IReadOnlyList<ListedRecipient>> ComingAsync(Actor actor, string packageId, ListChange change, CancellationToken cancellationToken) => change switch
    {
        ListChange.TakeFile => [.. (lists.Open(await packages.ReadListAsync(packageId, cancellationToken))?.People ?? []).Select(Listed)],
        ListChange.AddGroup group => [.. (await recipients.OfGroupAsync(actor.PersonId, group.Name, cancellationToken)).Select(Listed)],
        _ => [],
    };

    private ListedRecipient Listed(ReadPerson person)
    {
        var (sealedSnils, print, tail) = seal.Seal(Snils.Parse(person.Snils));
        return new ListedRecipient { Position = 0, Name = person.Name, Snils = sealedSnils, SnilsPrint = print, SnilsTail = tail, Email = seal.SealEmail(person.Email) };
    }

    private static ListedRecipient Listed(RememberedRecipient one) =>
        new() { Position = 0, Name = one.Name, Snils = one.Snils, SnilsPrint = one.SnilsPrint, SnilsTail = one.SnilsTail, Email = one.Email };
}

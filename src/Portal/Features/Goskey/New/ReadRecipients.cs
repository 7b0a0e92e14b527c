using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.New;

/// <summary>Reads a list's file and keeps what it holds until somebody decides: right rows may be taken, wrong ones are told.</summary>
public sealed class ReadRecipients(OwnDrafts drafts, PackageStore packages, ReadListSeal seal, AuditLog audit)
{
    private const int LongestFileName = 200;

    /// <summary>What was read; with <see cref="ReadList.Problem"/> nothing is kept.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<ReadList> RunAsync(Actor actor, string packageId, string fileName, byte[] file, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.read-list", packageId, async note =>
        {
            var draft = await drafts.FindAsync(actor, packageId, cancellationToken);
            var list = draft is null ? new ReadList(fileName, [], [], "Пакет уже отправляют, список не меняется. Обновите страницу.")
                : RecipientFile.Read(file, fileName.Length > LongestFileName ? fileName[..LongestFileName] : fileName);
            if (list.Problem is null && !await packages.KeepReadListAsync(packageId, seal.Seal(list), cancellationToken))
            {
                list = new ReadList(fileName, [], [], "Пакет уже отправляют, список не меняется. Обновите страницу.");
            }

            (note.Outcome, note.Detail) = (list.Problem is null ? "done" : "invalid", $"{list.People.Count} right, {list.Errors.Count} wrong");
            if (list.Problem is null)
            {
                drafts.Tell(draft!);
            }

            return list;
        });
}

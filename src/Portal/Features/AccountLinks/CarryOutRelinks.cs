using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>Job: carries out moves that two administrators decided and whose cool-off is over. The old link is undone for good, its pages close.</summary>
public sealed partial class CarryOutRelinks(
    RelinkStore store, AccountLinkStore links, RegistryStore registry, RememberLink remember, ProveLink prove, OpenCircuits circuits, AuditLog audit,
    ILogger<CarryOutRelinks> logger)
{
    /// <summary>Everything that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var relink in await store.DueAsync(cancellationToken))
        {
            try
            {
                await audit.RecordAsync(AuditLog.Portal, "link.relink", relink.LinkId, note => CarryOutAsync(relink, note, cancellationToken));
            }
            catch (Exception error) when (error is VendorException or System.Data.Common.DbException)
            {
                // A new link that is there asks again when the person signs in, or by «Спросить ещё раз»; a move that is still open comes again.
                LogUnproved(relink.LinkId, error.Message);
            }
        }
    }

    private async Task<bool> CarryOutAsync(Relink relink, AuditNote note, CancellationToken cancellationToken)
    {
        note.LinkId = relink.LinkId;
        var old = await links.FindAsync(relink.LinkId, cancellationToken);
        if (old?.RegistryKonturUser != relink.KonturUser)
        {
            return await CallOffAsync(relink, note, "the registry names another phone by now", cancellationToken);
        }

        if (await store.CarryOutAsync(relink, cancellationToken) is not { } link)
        {
            return await CallOffAsync(relink, note, "the Kontur user has another link, or the old link is closed", cancellationToken);
        }

        await circuits.CloseHereAsync(link.PersonId);
        note.ObjectId = link.Id;
        if (await registry.OfPersonAsync(old.Subject, cancellationToken) is [var certificate, ..])
        {
            await remember.RememberAsync(link, certificate, AuditLog.Portal, "relink-made", cancellationToken);
        }

        await prove.AskKonturAsync(link, note, cancellationToken);
        return true;
    }

    // Another node may have carried it out: then there is nothing to call off, and nothing to tell.
    private async Task<bool> CallOffAsync(Relink relink, AuditNote note, string why, CancellationToken cancellationToken)
    {
        var called = await store.CancelAsync(relink.Id, cancellationToken);
        (note.Outcome, note.Detail) = called ? ("impossible", why) : ("moved", null);
        if (called && await links.FindAsync(relink.LinkId, cancellationToken) is { } link)
        {
            await links.NoteAsync(relink.LinkId, AuditLog.Portal, "relink-cancelled", link.State, "Телефон в реестре уже другой, занят другим человеком или связь закрыта", cancellationToken);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The move of link {LinkId} is not finished: {Reason}")]
    private partial void LogUnproved(string linkId, string reason);
}

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
    private static readonly Actor Portal = new("", "", "портал", false);

    /// <summary>Everything that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var relink in await store.DueAsync(cancellationToken))
        {
            try
            {
                await audit.RecordAsync(Portal, "link.relink", relink.LinkId, note => CarryOutAsync(relink, note, cancellationToken));
            }
            catch (VendorException error)
            {
                // The new link is there and asks again when the person signs in, or by «Повторить».
                LogUnproved(relink.LinkId, error.Message);
            }
        }
    }

    private async Task<bool> CarryOutAsync(Relink relink, AuditNote note, CancellationToken cancellationToken)
    {
        note.LinkId = relink.LinkId;
        if (await store.CarryOutAsync(relink, cancellationToken) is not { } link)
        {
            await store.CancelAsync(relink.Id, cancellationToken);
            (note.Outcome, note.Detail) = ("impossible", "the Kontur user has another link, or the old link is gone");
            return false;
        }

        await circuits.CloseAsync(link.PersonId);
        note.ObjectId = link.Id;
        if (await links.FindAsync(link.Id, cancellationToken) is { } row && await registry.OfPersonAsync(row.Subject, cancellationToken) is [var certificate, ..])
        {
            await remember.RememberAsync(link, certificate, Portal, cancellationToken);
        }

        await prove.AskKonturAsync(link, note, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The new link in place of {LinkId} is not proved yet: {Reason}")]
    private partial void LogUnproved(string linkId, string reason);
}

using Portal.Access;
using Portal.Features.Docflows;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>What state bodies have just sent, as a person sees it.</summary>
internal static class Arrivals
{
    /// <summary>A docflow of that kind arrives in the account, is listed and opened.</summary>
    public static async Task<(Actor Actor, DocflowEntry Entry)> ArrivedAsync(this PortalFixture fixture, string login, string account, string kind, CancellationToken stop)
    {
        var actor = await fixture.InAsync(login, account);
        var docflow = await fixture.Outside.IncomingAsync(account, kind);
        await fixture.Get<RefreshDocflows>().RunAsync(actor, account, cancellationToken: stop);
        var (store, link) = (fixture.Get<DocflowStore>(), (await fixture.Get<Acting>().LinkOfAsync(actor, stop)).Id);
        var entry = (await store.FindAsync(link, (await store.IdOfDocflowAsync(link, docflow.ToString(), stop))!, stop))!;
        await fixture.Get<OpenDocflow>().RunAsync(actor, entry.Id, stop);
        return (actor, (await store.FindAsync(link, entry.Id, stop))!);
    }
}

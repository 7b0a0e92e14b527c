using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>One docflow and the person whose it is, as the portal holds them.</summary>
internal sealed record DocflowScene(PortalFixture Fixture, DocflowSigner Signer, Actor Actor, string EntryId, Guid DocflowId, string Type)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The text after the last colon.</summary>
    public static string Last(string? urn) => urn?.Split(':')[^1] ?? "";

    public T Get<T>()
        where T : notnull => Fixture.Get<T>();

    public async Task<DocflowEntry> EntryAsync() => (await Get<DocflowStore>().FindAsync((await Get<Acting>().LinkOfAsync(Actor, Stop)).Id, EntryId, Stop))!;

    public Task<IReadOnlyList<EntryDocument>> DocumentsAsync() => Get<DocflowStore>().DocumentsAsync(EntryId, Stop);

    public Task<RepliesFound> RepliesAsync() => Get<ListReplies>().RunAsync(Actor, EntryId, Stop);
}

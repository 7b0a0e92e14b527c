using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Linking;
using Portal.Integrations.Http;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Linking;

/// <summary>What survives of linking when the other side, or the registry, is not as it should be.</summary>
public sealed class LinkToKonturTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_answer_and_a_corrected_registry_end_in_one_link()
    {
        var row = new RegistryRow { User = "partner-9100", Phone = "9020000071" };
        await fixture.ImportAsync(row);
        var actor = await fixture.PersonAsync("partner-9100");
        var links = fixture.Get<LinkStore>();
        Assert.IsType<LinkOutcome.Refused>(await fixture.Get<LinkToKontur>().RunAsync(actor, cancellation));
        var refused = await links.FindOfPersonAsync(actor.PersonId, cancellation);

        // The newcomer's phone, which nobody is linked with yet.
        await fixture.ImportAsync(row with { Phone = "9020000003" });
        await fixture.Outside.FaultAsync("authenticate-by-truster", "POST", dropAfterAccept: true);
        await Assert.ThrowsAsync<VendorException>(() => fixture.Get<LinkToKontur>().RunAsync(actor, cancellation));
        var asked = await links.FindOfPersonAsync(actor.PersonId, cancellation);
        Assert.IsType<LinkOutcome.Linked>(await fixture.Get<LinkToKontur>().RunAsync(actor, cancellation));

        var linked = await links.FindOfPersonAsync(actor.PersonId, cancellation);
        Assert.Equal((refused!.Id, asked!.ServiceUserId, LinkState.Active), (linked!.Id, linked.ServiceUserId, linked.State));

        // The old number may be bound to the old phone at Kontur, which cannot be asked.
        Assert.NotEqual(refused.ServiceUserId, linked.ServiceUserId);
        Assert.Equal(1, await fixture.Get<RefreshAccounts>().RunAsync(actor, cancellation));
    }

    [Fact]
    public async Task An_api_key_that_Kontur_does_not_know_is_named_as_such()
    {
        using var folder = new TempFolder();
        var wrong = folder.Combine("api-key");
        await File.WriteAllTextAsync(wrong, Guid.NewGuid().ToString(), cancellation);
        await using var portal = await RunningPortal.StartAsync(fixture.Outside, settings: new Dictionary<string, string> { ["KonturAuth:ApiKeyFile"] = wrong });

        var outcome = await portal.Get<LinkToKontur>().RunAsync(await portal.ActorAsync("newcomer"), cancellation);

        Assert.Equal("InvalidApiKey", Assert.IsType<LinkOutcome.Refused>(outcome).Code);
    }
}

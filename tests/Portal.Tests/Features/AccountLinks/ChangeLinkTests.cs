using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.Linking;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>What was decided about one phone holds for no other, and what was closed stays closed, whoever was on the way.</summary>
public sealed class ChangeLinkTests(ChangeLinkTests.Stage stage) : IClassFixture<ChangeLinkTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approval_of_one_phone_is_none_of_another()
    {
        var (row, person) = await NewcomerAsync("partner-9801", "9031140101");
        var asked = await LinkOfAsync(person);
        Assert.Equal(ChangeOutcome.Refused, await ChangeAsync(asked, LinkAction.Approve));

        await stage.Fixture.ImportAsync(row with { Phone = "9031140102" });

        Assert.IsType<LinkOutcome.AwaitingApproval>(await stage.Fixture.Get<LinkToKontur>().RunAsync(person, Stop));
        Assert.Equal(LinkState.AwaitingApproval, (await LinkOfAsync(person)).State);
    }

    [Fact]
    public async Task An_approval_of_a_link_that_was_pointed_elsewhere_meanwhile_changes_nothing()
    {
        var (row, person) = await NewcomerAsync("partner-9802", "9031140201");
        var seen = await LinkOfAsync(person);
        await stage.Fixture.ImportAsync(row with { Phone = "9031140202" });
        await stage.Fixture.Get<LinkToKontur>().RunAsync(person, Stop);

        Assert.Equal(ChangeOutcome.Moved, await ChangeAsync(seen, LinkAction.Approve));

        Assert.Equal(LinkState.AwaitingApproval, (await LinkOfAsync(person)).State);
    }

    [Fact]
    public async Task A_phone_that_the_registry_no_longer_names_is_not_sent_to_Kontur()
    {
        var (row, person) = await NewcomerAsync("partner-9803", "9031140301");
        var seen = await LinkOfAsync(person);
        await stage.Fixture.ImportAsync(row with { Phone = "9031140302" });
        var before = (await stage.Fixture.Outside.RequestsAsync("register-external-service-id")).Count;

        Assert.Equal(ChangeOutcome.PhoneCorrected, await ChangeAsync(seen, LinkAction.Approve));

        var corrected = await LinkOfAsync(person);
        Assert.Equal(LinkState.AwaitingApproval, corrected.State);
        Assert.NotEqual(seen.KonturUser, corrected.KonturUser);
        Assert.Equal(before, (await stage.Fixture.Outside.RequestsAsync("register-external-service-id")).Count);
    }

    [Fact]
    public async Task A_link_closed_while_Kontur_answers_stays_closed_and_keeps_no_session()
    {
        var newcomer = await stage.Fixture.Portal.ActorAsync("newcomer");
        Assert.IsType<LinkOutcome.AwaitingApproval>(await stage.Fixture.Get<LinkToKontur>().RunAsync(newcomer, Stop));
        var link = await LinkOfAsync(newcomer);
        await stage.Fixture.Outside.FaultAsync("approve-truster", "POST", delayMs: 2_000);

        var approving = ChangeAsync(link, LinkAction.Approve);
        await Eventually.IsTrueAsync(async () => (await LinkOfAsync(newcomer)).State == LinkState.Requested, "Kontur is being asked", TimeSpan.FromSeconds(10), Stop);
        Assert.Equal(ChangeOutcome.Done, await ChangeAsync(link, LinkAction.Block));

        Assert.Equal(ChangeOutcome.Moved, await approving);
        Assert.Equal(LinkState.Blocked, (await LinkOfAsync(newcomer)).State);
        Assert.Equal(0, await Databases.ScalarAsync<long>(stage.Fixture.Get<Database>(), "SELECT count(*) FROM kontur_session WHERE link_id = @Id", new { link.Id }));
        await Assert.ThrowsAsync<NotLinkedException>(() => stage.Fixture.Get<Acting>().LinkOfAsync(newcomer, Stop));
    }

    [Fact]
    public async Task A_move_whose_phone_the_registry_no_longer_names_is_called_off_at_its_approval()
    {
        var row = new RegistryRow { User = "partner-9804", Phone = "9031140401" };
        var link = await stage.Fixture.Portal.LinkedAsync(row);
        await stage.Fixture.ImportAsync(row with { Phone = "9031140402" });
        var (one, two) = (await stage.Fixture.Portal.ActorAsync("admin1"), await stage.Fixture.Portal.ActorAsync("admin2"));
        Assert.Equal(RelinkOutcome.Asked, await stage.Fixture.Get<AskRelink>().RunAsync(one, link.Id, "сменила номер", Stop));
        var relink = (await stage.Fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop))!;
        await stage.Fixture.ImportAsync(row);

        Assert.Equal(RelinkOutcome.RegistryChanged, await stage.Fixture.Get<DecideRelink>().RunAsync(two, relink.Id, approve: true, Stop));

        Assert.Null(await stage.Fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop));
    }

    [Fact]
    public async Task An_administrators_own_first_link_waits_for_another_administrator()
    {
        var admin = await stage.Open.Portal.ActorAsync("admin1");
        await stage.Open.ImportAsync(new RegistryRow { User = Partner.Demo("admin1").Subject, Phone = "9020000003" });

        Assert.IsType<LinkOutcome.AwaitingApproval>(await stage.Open.Get<LinkToKontur>().RunAsync(admin, Stop));

        var link = (await stage.Open.Get<LinkStore>().FindOfPersonAsync(admin.PersonId, Stop))!;
        await Assert.ThrowsAsync<AccessDeniedException>(() => stage.Open.Get<ChangeLink>().RunAsync(admin, link.Id, link.ServiceUserId, LinkAction.Approve, null, Stop));
    }

    private async Task<(RegistryRow Row, Actor Person)> NewcomerAsync(string subject, string phone)
    {
        var row = new RegistryRow { User = subject, Phone = phone };
        await stage.Fixture.ImportAsync(row);
        var person = await stage.Fixture.PersonAsync(subject);
        Assert.IsType<LinkOutcome.AwaitingApproval>(await stage.Fixture.Get<LinkToKontur>().RunAsync(person, Stop));
        return (row, person);
    }

    private async Task<Link> LinkOfAsync(Actor person) => (await stage.Fixture.Get<LinkStore>().FindOfPersonAsync(person.PersonId, Stop))!;

    private async Task<ChangeOutcome> ChangeAsync(Link seen, LinkAction action) =>
        await stage.Fixture.Get<ChangeLink>().RunAsync(await stage.Fixture.Portal.ActorAsync("admin1"), seen.Id, seen.ServiceUserId, action, "потому что", Stop);

    /// <summary>A portal where first links are approved, and one where they are not.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public PortalFixture Fixture { get; } = new() { Settings = new Dictionary<string, string> { ["Linking:RequireApproval"] = "true" } };

        public PortalFixture Open { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Fixture.InitializeAsync();
            await Open.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Fixture.DisposeAsync();
            await Open.DisposeAsync();
        }
    }
}

using Portal.Features.Confirmations;
using Portal.Integrations.KonturExtern;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>A person of the sandbox who sends and answers, and how their cloud certificate is confirmed.</summary>
internal sealed record DocflowSigner(string Login, string AccountId, string Inn, string Kpp, SigningWay Way)
{
    private static readonly Dictionary<string, DocflowSigner> ByWay = new()
    {
        ["SMS"] = new("director", PortalFixture.Testovaya, "6676130154", "667601001", SigningWay.Sms),
        ["MyDSS"] = new("mydss", PortalFixture.Vector, "7709123453", "770901001", SigningWay.MyDss),
    };

    /// <summary>The ways, for a theory.</summary>
    public static IEnumerable<string> Ways => ByWay.Keys;

    /// <summary>As signatures name them.</summary>
    public string FullName => Portal.Simulator.People.DemoPeople.All.Single(person => person.Login == Login).FullName;

    public static DocflowSigner By(string way) => ByWay[way];

    /// <summary>Confirms an operation of the cloud: types the code, or presses on the phone and lets the portal ask.</summary>
    public async Task ConfirmAsync(PortalFixture fixture, Portal.Access.Actor actor, Signing? signing, string? why)
    {
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal((SigningState.Waiting, Way, null), (signing?.State, signing?.Way, why));
        if (Way == SigningWay.Sms)
        {
            var code = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
            Assert.IsType<ConfirmOutcome.Confirmed>(await fixture.Get<ConfirmSigning>().RunAsync(actor, signing!.Id, code, stop));
        }
        else
        {
            await fixture.Outside.AnswerMyDssAsync(signing!.KonturTaskId!, "approve");
            await fixture.Get<AskPhone>().AskAsync(signing, stop); // or the job, which is as good
        }
    }

    /// <summary>Signs every document of a draft at Kontur, past the portal.</summary>
    public async Task SignDraftAsync(PortalFixture fixture, Portal.Integrations.Http.KonturSessionKey session, Guid draftId)
    {
        var (api, account) = (fixture.Get<IExternDraftsApi>(), Guid.Parse(AccountId));
        var begun = await api.CloudSignAsync(session, account, draftId);
        if (begun.TaskId is { } task)
        {
            await fixture.Outside.AnswerMyDssAsync(task.ToString(), "approve");
            Assert.False((await api.GetTaskAsync(session, account, draftId, task)).IsRunning);
        }
        else
        {
            await api.ConfirmCloudSignAsync(session, account, draftId, begun.RequestId!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));
        }
    }
}

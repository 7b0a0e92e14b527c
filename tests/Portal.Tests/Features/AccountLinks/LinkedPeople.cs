using System.Text;
using Microsoft.Extensions.Configuration;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>People with links, as administrators find them: a registry row, a person, and the link that «Связать» would have left.</summary>
internal static class LinkedPeople
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An administrator imports rows.</summary>
    public static async Task ImportAsync(this RunningPortal portal, params RegistryRow[] rows)
    {
        var admin = await portal.ActorAsync("admin1");
        var read = await portal.Get<PreviewImport>().RunAsync(admin, Encoding.UTF8.GetBytes(RegistryRow.File(rows)), "registry.csv", Stop);
        Assert.NotNull(read.Preview);
        Assert.Equal(ApplyOutcome.Applied, await portal.Get<ApplyImport>().RunAsync(admin, read.Preview.Id, Stop));
    }

    /// <summary>Somebody signs in: the e-mail is today's.</summary>
    public static Task<Person> SeenAsync(this RunningPortal portal, string subject, string name, string? email) =>
        portal.Get<PersonStore>().SeenAsync(portal.Get<IConfiguration>()["SignIn:Issuer"]!, subject, name, email, Stop);

    /// <summary>The row, the person and the link.</summary>
    public static async Task<Link> LinkedAsync(this RunningPortal portal, RegistryRow row, LinkState state = LinkState.Active, string? email = null)
    {
        await portal.ImportAsync(row);
        var person = await portal.SeenAsync(row.User, row.FullName, email);
        var certificate = (await portal.Get<RegistryStore>().OfPersonAsync(row.User, Stop))[0];
        var link = new Link
        {
            Id = Guid.NewGuid().ToString(), PersonId = person.Id, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = certificate.KonturUser, Phone = certificate.Phone,
            State = state,
        };
        Assert.True(await portal.Get<LinkStore>().AddAsync(link, Stop));
        await portal.Get<RememberLink>().RememberAsync(link, certificate, new Actor(person.Id, "session", person.Name, IsAdmin: false), "asked", Stop);
        return link;
    }

    /// <summary>The same, and Kontur has refused it.</summary>
    public static async Task<Link> RefusedAsync(this RunningPortal portal, RegistryRow row, string code, string? trace)
    {
        var link = await portal.LinkedAsync(row, LinkState.Requested);
        await portal.Get<LinkStore>().RefuseAsync(link, code, trace, Stop);
        return link;
    }

    /// <summary>An administrator does something to a link and says why.</summary>
    public static async Task<ChangeOutcome> ChangeAsync(this RunningPortal portal, Link link, LinkAction action, string admin = "admin1") =>
        await portal.Get<ChangeLink>().RunAsync(await portal.ActorAsync(admin), link.Id, link.ServiceUserId, action, "так решили", Stop);
}

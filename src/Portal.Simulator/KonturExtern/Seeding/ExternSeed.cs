using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.DraftsBuilders;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Seeding;

/// <summary>The seeded state: accounts, rights and a branch of history. Certificates stay as they are: the partner's registry names them.</summary>
internal sealed class ExternSeed(
    StateStore store, AccountDirectory accounts, DraftStore drafts, BuilderStore builders, DocflowStore docflows, ReplyStore replies, ContentStore contents, ContentPacking packing, Recipients recipients, OutgoingDocflows outgoing, DocflowMachine machine,
    Certificates.CertificateVault vault, SimulatorClock clock) : IResettable
{
    private const string Kind = "extern-seed";

    /// <summary>Seeds an empty sandbox; a seeding that was cut short is done anew.</summary>
    public void SeedIfNew()
    {
        if (store.All<string>(Kind).Count == 0)
        {
            Reset();
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        accounts.Clear();
        drafts.Clear();
        builders.Clear();
        docflows.Clear();
        replies.Clear();
        contents.Clear();
        contents.IsSeeding = true;
        var now = clock.UtcNow;
        var (director, accountant, newcomer, mydss) = (Person("director"), Person("accountant"), Person("newcomer"), Person("mydss"));
        var testovaya = accounts.Put(Account(1, DemoPeople.Testovaya, now.AddDays(-500), (director, ExternAccount.Admin), (accountant, "user"), (newcomer, "user")));
        accounts.Put(Account(2, DemoPeople.Vector, now.AddDays(-400), (mydss, ExternAccount.Admin)));
        accounts.Put(Account(3, new DemoOrganization("ООО «Северный ветер»", "7801000005", "780101001"), now.AddDays(-300), (director, ExternAccount.Admin)));
        new SeedHistory(outgoing, machine, docflows, contents, packing, recipients, vault).Write(testovaya, now);
        contents.IsSeeding = false;
        store.Put(Kind, "done", "done");
    }

    private static ExternAccount Account(int number, DemoOrganization organization, DateTimeOffset at, params (Guid UserId, string Role)[] members) => new(
        new Guid($"0a000000-0000-4000-8000-{number:000000000000}"), organization.Inn, organization.Kpp, organization.Name, new Guid($"0c000000-0000-4000-8000-{number:000000000000}"), at,
        [.. members.Select(member => new AccountMember(member.UserId, member.Role))],
        [new ExternOrganization(new Guid($"0b000000-0000-4000-8000-{number:000000000000}"), organization.Inn, organization.Kpp, organization.Name, true) { Subscriptions = SedoOf(organization.Inn) }]);

    /// <summary>The fund's new number is subscribed, the old one of the former social insurance fund no more.</summary>
    public static IReadOnlyList<SedoSubscription> SedoOf(string inn) =>
        [new(true, $"10{inn[..8]}", "subscribed"), new(false, $"{inn[..4]}0{inn[4..9]}", "unsubscribed"), new(true, $"11{inn[..8]}", "subscribe-in-progress")];

    private static Guid Person(string login) => DemoPeople.All.First(person => person.Login == login).KonturUserId!.Value;
}

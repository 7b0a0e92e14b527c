using System.Security.Cryptography;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Seeding;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Makes users of Kontur, each with a cloud certificate of their own, and accounts for them (test tools contract).</summary>
internal sealed class PersonMaker(KonturUsers users, CertificateVault vault, AccountDirectory accounts, TimeProvider wall)
{
    private const int Attempts = 20;

    /// <summary>A person whose certificate names this organisation; a sole trader has none.</summary>
    public DemoPerson Make(Fio fio, string? personalInn, DemoOrganization? organization, string? phone = null)
    {
        if (phone is not null && KonturUsers.ReservedCode(phone) is not null)
        {
            throw ToolValues.Wrong("phone", "этот номер занят для проверки отказов");
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var person = Imagine(fio, personalInn, organization, phone);
            if (users.TryAdd(person))
            {
                vault.IssueCloud(person);
                return person;
            }

            if (phone is not null && users.ByPhone(phone) is not null)
            {
                throw ToolValues.Wrong("phone", "у другого пользователя Контура уже есть этот номер");
            }
        }

        throw new InvalidOperationException("No free login, phone or SNILS was found.");
    }

    /// <summary>A person who is nobody's user: for certificates that the cloud does not know.</summary>
    public DemoPerson Imagine(Fio fio, string? personalInn, DemoOrganization? organization, string? phone = null)
    {
        var id = Guid.NewGuid();
        var login = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}@extern.example";
        return new DemoPerson
        {
            Login = login, Password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Subject = $"made-{id:N}", FullName = fio.Full, Email = login,
            Purpose = "Сделан тестовыми инструментами Контура", Phone = phone ?? ToolValues.Phone(null), Snils = ToolValues.Snils(), Inn = personalInn ?? ToolValues.PersonalInn(),
            KonturUserId = id, InRegistry = false, Position = organization is null ? "" : "Директор", Organization = organization, MadeAt = wall.GetUtcNow(),
        };
    }

    /// <summary>An account with this one organisation, open to its person through every api-key.</summary>
    public ExternAccount OpenAccount(DemoPerson person, string inn, string? kpp, string name)
    {
        var organization = new ExternOrganization(Guid.NewGuid(), inn, kpp, name, true) { Subscriptions = ExternSeed.SedoOf(inn) };
        lock (accounts.Gate)
        {
            return accounts.Put(new ExternAccount(
                Guid.NewGuid(), inn, kpp, name, Guid.NewGuid(), wall.GetUtcNow(), [new AccountMember(person.KonturUserId!.Value, ExternAccount.Admin)], [organization])
            {
                IsMadeByTools = true,
            });
        }
    }
}

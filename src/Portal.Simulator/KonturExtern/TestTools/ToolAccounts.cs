using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Whose docflow it will be: the organisation that reports, and the user whose cloud certificate signs.</summary>
internal sealed record ToolAccount(ExternAccount Account, ExternOrganization Organization, DemoPerson Owner, SandboxCertificate Certificate);

/// <summary>Finds the account of a request, or makes one for its payer.</summary>
internal sealed class ToolAccounts(AccountDirectory accounts, KonturUsers users, CertificateVault vault, PersonMaker maker, TimeProvider wall)
{
    public ToolAccount Of(DocflowRequest asked)
    {
        asked.Sender?.Check();
        var account = asked.AccountId is { } id ? accounts.Find(id) ?? throw ToolValues.Wrong("accountId", "такой учётной записи нет") : MakeFor(asked.Payer);
        var signer = SignerOf(account, asked.Sender) ?? throw ToolValues.Wrong("accountId", "ни у кого в учётной записи нет действующего облачного сертификата");
        return new ToolAccount(account, OrganizationOf(account, asked.Payer), signer.Owner!, signer);
    }

    private ExternAccount MakeFor(ToolPayer? payer)
    {
        var inn = ToolValues.Inn(payer?.Inn);
        var chief = payer?.ChiefFio ?? payer?.ChiefPersonFullName;
        var fio = ToolValues.Fio(chief?.Surname, chief?.Name, chief?.Patronymic);
        var kpp = ToolValues.Kpp(payer?.Organization?.Kpp, inn);
        var name = ToolValues.Text(payer?.Name, "payer.name", 1000) ?? (inn.Length == 12 ? $"ИП {fio.Full}" : ToolValues.OrganizationName(null));
        var person = inn.Length == 12 ? maker.Make(fio, inn, null) : maker.Make(fio, null, new DemoOrganization(name, inn, kpp));
        return maker.OpenAccount(person, inn, kpp, name);
    }

    private static ExternOrganization OrganizationOf(ExternAccount account, ToolPayer? payer)
    {
        if (ToolValues.Text(payer?.Inn, "inn") is not { } inn)
        {
            return account.Organizations.FirstOrDefault(one => one.IsMainOrg) ?? account.Organizations[0];
        }

        var kpp = ToolValues.Text(payer?.Organization?.Kpp, "kpp");
        return account.Organizations.FirstOrDefault(one => one.Inn == inn && (kpp is null || one.Kpp == kpp))
            ?? throw ToolValues.Wrong("payer", "такой организации нет в учётной записи");
    }

    /// <summary>The sender's own certificate where it is a cloud one of this account, otherwise the first administrator's.</summary>
    private SandboxCertificate? SignerOf(ExternAccount account, ToolSender? sender)
    {
        var named = sender?.Certificate?.Content is { Length: > 0 } content ? vault.Find(SandboxCertificate.ThumbprintOf(content)) : null;
        return account.Members.OrderByDescending(member => member.UserId == named?.Owner?.KonturUserId).ThenByDescending(member => member.Role == ExternAccount.Admin)
            .Where(member => users.ById(member.UserId) is not null).SelectMany(member => vault.OfUser(member.UserId))
            .Where(one => one.IsCloud && one.NotAfter > wall.GetUtcNow()).OrderByDescending(one => one == named).FirstOrDefault();
    }
}

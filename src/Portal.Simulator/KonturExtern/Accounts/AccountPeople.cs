using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Users, employees and warrants of an account (auth contract 3.1 rows 5, 7, 8; 3.2, 3.5).</summary>
internal sealed class AccountPeople(AccountDirectory accounts, KonturUsers users, CertificateVault vault)
{
    public void Map(ExternRoutes routes)
    {
        routes.Get("/v1/{accountId:guid}/users", Users);
        routes.Get("/v1/{accountId:guid}/employees", Employees);
        routes.Get("/v1/{accountId:guid}/warrants", Warrants);
    }

    /// <summary>A user comes once per account that he may enter; this account's row is the first of them.</summary>
    private ExternAnswer Users(ExternCall call)
    {
        var (skip, take) = call.Page(zeroTakes: false);
        if (!call.IsAdmin)
        {
            throw ExternException.Forbidden("Пользователей видит только администратор учётной записи.");
        }

        var rows = Members(call)
            .SelectMany(person => accounts.OpenTo(person.KonturUserId!.Value, call.ApiKey).OrderByDescending(account => account.Id == call.Account.Id).Select(account => User(person, account)))
            .ToList();
        return ExternAnswer.Ok(new UserList(skip, take, rows.Count, [.. rows.Skip(skip).Take(take)], []));
    }

    private ExternAnswer Employees(ExternCall call)
    {
        var (skip, take) = call.Page(zeroTakes: false);
        var rows = Members(call).Where(person => call.IsAdmin || person.KonturUserId == call.UserId)
            .Select(person => new EmployeeShape(person.KonturUserId!.Value, NameOf(person), person.Inn, person.Position, person.Email)).ToList();
        return ExternAnswer.Ok(new EmployeeList(skip, take, rows.Count, [.. rows.Skip(skip).Take(take)], []));
    }

    /// <summary>The administrator acts for the organisation by law; everybody else by a warrant of his.</summary>
    private ExternAnswer Warrants(ExternCall call)
    {
        var (skip, take) = call.Page(zeroTakes: false);
        var forAllUsers = call.Flag("forAllUsers") ?? false;
        if (forAllUsers && !call.IsAdmin)
        {
            throw ExternException.Forbidden("Доверенности всех пользователей видит только администратор учётной записи.");
        }

        var members = Members(call).Where(person => forAllUsers || person.KonturUserId == call.UserId).ToList();
        var chief = Members(call).FirstOrDefault(person => call.Account.RoleOf(person.KonturUserId!.Value) == ExternAccount.Admin);
        var found = call.Account.Organizations.Where(one => !one.HiddenFrom.Contains(call.UserId)).SelectMany(organization =>
        {
            var trusted = members.Where(person => call.Account.RoleOf(person.KonturUserId!.Value) != ExternAccount.Admin && chief is not null).ToList();
            return trusted.Count == 0 ? [new OrganizationWarrant(organization.Id, organization.Inn, organization.Kpp, organization.Name, null)]
                : trusted.Select(person => new OrganizationWarrant(
                    organization.Id, organization.Inn, organization.Kpp, organization.Name, Warrant(call.Account, organization, person, chief!)));
        }).ToList();
        var warrants = found.Where(one => one.Warrant is not null).Select(one => one.Warrant!).ToList();
        return ExternAnswer.Ok(new WarrantList(skip, take, warrants.Count, [.. warrants.Skip(skip).Take(take)], found, []));
    }

    private static WarrantShape Warrant(ExternAccount account, ExternOrganization organization, DemoPerson person, DemoPerson chief)
    {
        var from = DateOnly.FromDateTime((organization.AddedAt ?? account.CreatedAt).UtcDateTime);
        var issuer = new WarrantOrganization(organization.Name, organization.Inn, organization.Kpp, null, null, null, null);
        return new WarrantShape(
            from, from.AddYears(3), $"{from:yyyyMMdd}-{person.Inn![^4..]}", [1, 2, 3], null,
            new Sender(new Individual(NameOf(person), person.Inn, null), null), new Issuer(new(organization.Name, organization.Inn, organization.Kpp, null, null, null, null)),
            new TrustedIssuer("legal", null, issuer with { ChiefFio = NameOf(chief), ChiefInn = chief.Inn }));
    }

    private UserShape User(DemoPerson person, ExternAccount account)
    {
        var isAdmin = account.RoleOf(person.KonturUserId!.Value) == ExternAccount.Admin;
        return new UserShape(
            person.KonturUserId.Value, account.Id, person.Email, person.FullName, true, isAdmin ? "send" : "edit", new(true, []), new(true, []),
            [.. vault.OfUser(person.KonturUserId.Value).Select(one => new LoginCertificate(one.Thumbprint))]);
    }

    private IEnumerable<DemoPerson> Members(ExternCall call) => call.Account.Members
        .Select(member => users.ById(member.UserId))
        .Where(person => person is not null).Select(person => person!);

    private static Fio NameOf(DemoPerson person)
    {
        var parts = person.FullName.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return new Fio(parts[0], parts.ElementAtOrDefault(1) ?? parts[0], parts.ElementAtOrDefault(2));
    }

    private sealed record Fio(string Surname, string Name, string? Patronymic);

    private sealed record UserList(int Skip, int Take, int TotalCount, IReadOnlyList<UserShape> Users, IReadOnlyList<Link> Links);

    private sealed record UserShape(
        Guid Id, Guid AccountId, string Login, string Fio, bool IsEnabled, string AccessLevel, OrganizationsAccess OrganizationsAccess, FormsAccess FormsAccess,
        IReadOnlyList<LoginCertificate> LoginCertificates);

    private sealed record OrganizationsAccess(bool HasAllOrganizationsAccess, IReadOnlyList<Guid> OrganizationIds);

    private sealed record FormsAccess(bool HasAllFormsAccess, IReadOnlyList<int> FormIds);

    private sealed record LoginCertificate(string Thumbprint);

    private sealed record EmployeeList(int Skip, int Take, int TotalCount, IReadOnlyList<EmployeeShape> Employees, IReadOnlyList<Link> Links);

    private sealed record EmployeeShape(Guid Id, Fio Fio, string? Inn, string Position, string Email);

    private sealed record WarrantList(
        int Skip, int Take, int TotalCount, IReadOnlyList<WarrantShape> Warrants, IReadOnlyList<OrganizationWarrant> OrganizationWarrantInformations, IReadOnlyList<Link> Links);

    private sealed record OrganizationWarrant(Guid OrganizationId, string Inn, string? Kpp, string OrganizationName, WarrantShape? Warrant);

    private sealed record WarrantShape(
        DateOnly DateBegin, DateOnly DateEnd, string Number, IReadOnlyList<int> Permissions, object? Notary, Sender Sender, Issuer Issuer, TrustedIssuer TrustedIssuer);

    private sealed record Sender(Individual? SenderIndividual, WarrantOrganization? SenderOrganization);

    private sealed record Individual(Fio Fio, string? Inn, string? Citizenship);

    private sealed record Issuer(WarrantOrganization IssuerOrganization);

    private sealed record TrustedIssuer(string Type, Individual? TrustedIssuerIndividual, WarrantOrganization? TrustedIssuerOrganization);

    private sealed record WarrantOrganization(string Name, string Inn, string? Kpp, string? Ogrn, string? Address, Fio? ChiefFio, string? ChiefInn);
}

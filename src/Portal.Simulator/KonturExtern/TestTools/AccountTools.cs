using System.IO.Compression;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>People and accounts (test tools contract, rows <c>create-…</c>).</summary>
internal sealed class AccountTools(PersonMaker maker, KonturUsers users, CertificateVault vault)
{
    public void Map(ExternRoutes routes)
    {
        routes.Tool("POST", "create-test-user-for-trusted", TrustedUserAsync);
        routes.Tool("POST", "create-account-individual", IndividualAsync);
        routes.Tool("POST", "create-account-org", OrganizationAsync);
        routes.Open("GET", "/test-tools/v1/certificates/{thumbprint}.zip", CertificateAsync);
    }

    /// <summary>
    /// A user with a certificate and without an account: the answer names none, and <c>POST /v1</c> makes one. Asked again for the phone of a user made
    /// before, with nothing that contradicts, it answers that user (both chosen by us: the contract leaves them open).
    /// </summary>
    private async Task<ExternAnswer> TrustedUserAsync(HttpContext http)
    {
        var asked = await ToolCall.ReadAsync<PersonRequest>(http);
        var phone = ToolValues.Phone(asked.Phone);
        if (users.Made.FirstOrDefault(user => user.Phone == phone) is { } known && asked.Fits(known))
        {
            return await ToolCall.JsonAsync(http, TrustedUser(known));
        }

        var fio = ToolValues.Fio(asked.Surname, asked.FirstName, asked.Patronymic);
        var inn = ToolValues.Inn(asked.Inn);
        return await ToolCall.JsonAsync(http, TrustedUser(inn.Length == 12 ? maker.Make(fio, inn, null, phone) : maker.Make(fio, null, OrganizationOf(asked with { Inn = inn }), phone)));
    }

    private async Task<ExternAnswer> IndividualAsync(HttpContext http)
    {
        var asked = await ToolCall.ReadAsync<PersonRequest>(http);
        var fio = ToolValues.Fio(asked.Surname, asked.FirstName, asked.Patronymic);
        var inn = ToolValues.PersonalInn(asked.Inn);
        var name = ToolValues.Text(asked.OrganizationName, "organizationName") ?? $"ИП {fio.Full}";
        return await NewAccountAsync(http, maker.Make(fio, inn, null), fio, new DemoOrganization(name, inn, null));
    }

    private async Task<ExternAnswer> OrganizationAsync(HttpContext http)
    {
        var asked = await ToolCall.ReadAsync<PersonRequest>(http);
        var fio = ToolValues.Fio(asked.Surname, asked.FirstName, asked.Patronymic);
        var organization = OrganizationOf(asked);
        return await NewAccountAsync(http, maker.Make(fio, null, organization), fio, organization);
    }

    private async Task<ExternAnswer> NewAccountAsync(HttpContext http, DemoPerson person, Fio fio, DemoOrganization organization)
    {
        var account = maker.OpenAccount(person, organization.Inn, organization.Kpp, organization.Name);
        var thumbprint = vault.OfUser(person.KonturUserId!.Value)[0].Thumbprint;
        return await ToolCall.JsonAsync(http, new NewAccount(
            new(organization.Inn, organization.Kpp, person.Inn!, fio.Name, fio.Surname, fio.Patronymic, organization.Name), person.Login, person.Password,
            new(thumbprint, $"{http.Request.Scheme}://{http.Request.Host}/extern/test-tools/v1/certificates/{thumbprint}.zip"),
            person.KonturUserId.Value, account.Organizations[0].Id, account.Id, person.KonturUserId.Value, account.AbonentId));
    }

    /// <summary>The public certificate; the address alone opens it, as one that is handed on in a letter.</summary>
    private async Task<ExternAnswer> CertificateAsync(HttpContext http)
    {
        var found = vault.Find((string)http.Request.RouteValues["thumbprint"]!) ?? throw ExternException.NotFound("Сертификат не найден.");
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("cert.cer").Open();
            entry.Write(found.Der);
        }

        return await ToolCall.FileAsync(http, packed.ToArray(), "application/zip", $"{found.Thumbprint}.zip");
    }

    private static DemoOrganization OrganizationOf(PersonRequest asked)
    {
        var inn = ToolValues.OrganizationInn(asked.Inn);
        return new DemoOrganization(ToolValues.OrganizationName(asked.OrganizationName), inn, ToolValues.Kpp(asked.Kpp, inn));
    }

    private static object TrustedUser(DemoPerson person)
    {
        var parts = person.FullName.Split(' ', 3);
        return new
        {
            person.Phone, Inn = person.Organization?.Inn ?? person.Inn, person.Organization?.Kpp, FirstName = parts[1], Surname = parts[0], Patronymic = parts[2],
            OrganizationName = person.Organization?.Name ?? $"ИП {person.FullName}", PortalUserId = person.KonturUserId,
        };
    }

    private sealed record PersonRequest
    {
        public string? Phone { get; init; }

        public string? Inn { get; init; }

        public string? Kpp { get; init; }

        public string? FirstName { get; init; }

        public string? Surname { get; init; }

        public string? Patronymic { get; init; }

        public string? OrganizationName { get; init; }

        /// <summary>Whatever is given is this person's.</summary>
        public bool Fits(DemoPerson person)
        {
            var parts = person.FullName.Split(' ', 3);
            var organization = person.Organization;
            return new[]
            {
                (Inn, organization?.Inn ?? person.Inn), (Kpp, organization?.Kpp), (OrganizationName, organization?.Name ?? $"ИП {person.FullName}"), (Surname, parts[0]), (FirstName, parts[1]),
                (Patronymic, parts[2]),
            }.All(pair => string.IsNullOrWhiteSpace(pair.Item1) || pair.Item1.Trim() == pair.Item2);
        }
    }

    private sealed record NewAccount(
        RefinedRequest RefinedRequest, string PortalLogin, string PortalPassword, CertificateInfo CertificateInfo, Guid PortalUserId, Guid OrganizationId, Guid AccountId,
        Guid UserId, Guid AbonId);

    private sealed record RefinedRequest(string Inn, string? Kpp, string Innfl, string FirstName, string Surname, string? Patronymic, string OrganizationName);

    private sealed record CertificateInfo(string Thumbprint, string CertificateDrivePath);
}

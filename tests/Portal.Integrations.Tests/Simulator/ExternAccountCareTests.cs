using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.People;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternAccountCareTests
{
    private static readonly string Path = $"/v1/{ExternSandbox.Testovaya}";
    private static readonly string Organization = $"{Path}/organizations/{ExternSandbox.TestovayaOrganization}";

    [Theory]
    [InlineData("/v1/handbooks/MvdCitizenship", "handbook")]
    [InlineData("/v1/handbooks/mvd-okved", "handbook")]
    [InlineData("/v1/handbooks/control-units", "control-units")]
    [InlineData("/v1/handbooks/fns-forms", "fns-forms")]
    public async Task Pages_of_handbooks_are_exact_at_nothing_at_one_and_beyond_the_end(string path, string list)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("newcomer");
        foreach (var (skip, take, expected) in new[] { (0, 0, 0), (0, 1, 1), (3, 20, 20), (100000, 20, 0) })
        {
            var page = (await user.GetAsync($"{path}?skip={skip}&take={take}")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal((skip, expected, expected), ((int)page["skip"]!, (int)page["take"]!, page[list]!.AsArray().Count));
            Assert.True((int)page["total-count"]! > 100);
        }

        (await user.GetAsync($"{path}?skip=-1&take=1")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"{path}?skip=0&take=-1")).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_handbook_is_found_in_both_spellings_and_no_other()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        foreach (var name in new[]
        {
            "MvdCitizenship", "MvdProfessionsSpeciality", "MvdRegionsRf", "MvdWorkPermits", "MvdEmployerStatus", "MvdHqsEmployerStatus", "MvdOkved", "MvdLaborMigrationDocuments",
            "MvdForeignCitizenIdentityDocuments", "MvdEmploymentContractsType",
        })
        {
            var page = (await user.GetAsync($"/v1/handbooks/{name}")).Expect(HttpStatusCode.OK);
            var kebab = (string)page.Json["handbook-type"]!;
            Assert.Equal(name, kebab.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            Assert.NotEmpty(page.Json["handbook"]!.AsArray());
            Assert.Equal(page.Text, (await user.GetAsync($"/v1/handbooks/{kebab}")).Text);
        }

        (await user.GetAsync("/v1/handbooks/mvd-nothing")).ExpectError(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/users", "users")]
    [InlineData("/employees", "employees")]
    [InlineData("/certificates?forAllUsers=True", "certificates")]
    [InlineData("/warrants?forAllUsers=True", "warrants")]
    public async Task Lists_of_an_account_page_exactly_and_refuse_a_take_of_nothing(string path, string list)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var join = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        var all = (await user.GetAsync(Path + path)).Expect(HttpStatusCode.OK).Json;
        var total = (int)all["total-count"]!;
        Assert.True(total > 1);
        for (var skip = 0; skip <= total; skip++)
        {
            var page = (await user.GetAsync($"{Path}{path}{join}skip={skip}&take=1")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(total, (int)page["total-count"]!);
            Assert.Equal(all[list]!.AsArray().Skip(skip).Take(1).Select(one => one!.ToJsonString()), page[list]!.AsArray().Select(one => one!.ToJsonString()));
        }

        (await user.GetAsync($"{Path}{path}{join}take=0")).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"{Path}{path}{join}skip=-1")).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_accountant_sees_herself_and_the_director_everybody()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var (director, accountant) = (sandbox.As("director"), sandbox.As("accountant"));
        (await accountant.GetAsync($"{Path}/users")).ExpectError(HttpStatusCode.Forbidden);
        (await accountant.GetAsync($"{Path}/warrants?forAllUsers=true")).ExpectError(HttpStatusCode.Forbidden);
        Assert.Equal(3, (int)(await director.GetAsync($"{Path}/employees")).Json["total-count"]!);
        Assert.Equal(1, (int)(await accountant.GetAsync($"{Path}/employees")).Json["total-count"]!);
        Assert.Equal(1, (int)(await accountant.GetAsync($"{Path}/warrants")).Json["total-count"]!);
        Assert.Equal(0, (int)(await director.GetAsync($"{Path}/warrants")).Json["total-count"]!);
        (await accountant.GetAsync($"/v1/{ExternSandbox.Vector}/reports-tables/{Guid.NewGuid()}/forms")).ExpectError(HttpStatusCode.Forbidden);
        (await accountant.GetAsync($"{Path}/reports-tables/{Guid.NewGuid()}/forms")).ExpectError(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_administrator_removes_an_organisation_for_everybody_and_others_for_themselves()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var (director, accountant) = (sandbox.As("director"), sandbox.As("accountant"));
        var added = (await director.PostAsync($"{Path}/organizations", new { inn = "7801000005", kpp = "780101001", name = "Филиал" })).Expect(HttpStatusCode.OK).Json;
        var organization = $"{Path}/organizations/{(string)added["id"]!}";
        (await accountant.DeleteAsync(organization)).Expect(HttpStatusCode.NoContent);
        (await accountant.GetAsync(organization)).ExpectError(HttpStatusCode.NotFound);
        (await director.GetAsync(organization)).Expect(HttpStatusCode.OK);
        (await director.DeleteAsync(organization)).Expect(HttpStatusCode.NoContent);
        (await director.DeleteAsync(organization)).ExpectError(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Signers_and_subscriptions_are_checked_and_kept()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var thumbprint = sandbox.App.Services.GetRequiredService<ICertificateOwners>().CertificatesOf(DemoPeople.All[1])[0].Thumbprint;
        var signer = new Dictionary<string, string> { ["control-unit-type"] = "fns", ["signer-type"] = "representative", ["certificate-thumbprint"] = thumbprint };
        (await sandbox.As("accountant").PostAsync($"{Organization}/update-signer", signer)).ExpectError(HttpStatusCode.Forbidden);
        Assert.Single((await user.PostAsync($"{Organization}/update-signer", signer)).Expect(HttpStatusCode.OK).Json["signers"]!.AsArray());
        await sandbox.RestartAsync();
        signer["control-unit-type"] = "pfr";
        Assert.Equal(2, (await user.PostAsync($"{Organization}/update-signer", signer)).Json["signers"]!.AsArray().Count);
        signer["certificate-thumbprint"] = new string('0', 40);
        (await user.PostAsync($"{Organization}/update-signer", signer)).ExpectError(HttpStatusCode.NotFound);

        var search = new Dictionary<string, object> { ["control-unit-subscription-type"] = "fss-sedo", ["skip"] = 1, ["take"] = 1 };
        var page = (await user.PostAsync($"{Organization}/control-unit-subscriptions", search)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((3, 1), ((int)page["total-count"]!, page["items"]!.AsArray().Count));
        search["control-unit-subscription-type"] = "other";
        (await user.PostAsync($"{Organization}/control-unit-subscriptions", search)).ExpectError(HttpStatusCode.BadRequest);
        var gosuslugi = new Dictionary<string, string> { ["gosuslugi-uid"] = Guid.NewGuid().ToString(), ["base64-signature-content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("no CMS")) };
        (await user.PostAsync($"{Organization}/gosuslugi-auth", gosuslugi)).ExpectError(HttpStatusCode.BadRequest);
    }
}

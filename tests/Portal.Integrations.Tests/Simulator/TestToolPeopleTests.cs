using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>People, accounts and certificates of the vendor's test tools (test tools contract).</summary>
public sealed class TestToolPeopleTests
{
    [Fact]
    public async Task An_account_of_an_organisation_is_made_from_nothing_and_its_user_signs_in()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-org");
        var refined = made["refinedRequest"]!;
        Assert.Matches("^[0-9]{10}$", (string)refined["inn"]!);
        Assert.Matches("^[0-9]{9}$", (string)refined["kpp"]!);
        Assert.Matches("^[0-9]{12}$", (string)refined["innfl"]!);
        Assert.All(["firstName", "surname", "patronymic", "organizationName"], name => Assert.False(string.IsNullOrWhiteSpace((string?)refined[name])));
        Assert.All(["portalUserId", "organizationId", "accountId", "userId", "abonId"], name => Assert.NotEqual(Guid.Empty, (Guid)made[name]!));

        var user = await tools.SignInAsync(made);
        Assert.Empty((await user.GetAsync("/v1")).Expect(HttpStatusCode.OK).Json["accounts"]!.AsArray());
        var account = (await user.GetAsync($"/v1/{made["accountId"]}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((Guid)made["abonId"]!, (Guid)account["abonent-id"]!);
        var organization = Assert.Single((await user.GetAsync($"/v1/{made["accountId"]}/organizations")).Json["organizations"]!.AsArray())!;
        Assert.Equal((Guid)made["organizationId"]!, (Guid)organization["id"]!);
        Assert.Equal((string)refined["inn"]!, (string)organization["general"]!["inn"]!);
        var certificate = Assert.Single((await user.GetAsync($"/v1/{made["accountId"]}/certificates")).Json["certificates"]!.AsArray())!;
        Assert.True((bool)certificate["is-cloud"]! && (bool)certificate["is-valid"]!);
        Assert.Equal((string)made["certificateInfo"]!["thumbprint"]!, (string)certificate["thumbprint"]!);

        using var drive = new ZipArchive(new MemoryStream((await tools.GetAsync((string)made["certificateInfo"]!["certificateDrivePath"]!)).Expect(HttpStatusCode.OK).Bytes));
        using var file = Assert.Single(drive.Entries).Open();
        Assert.Equal("cert.cer", drive.Entries[0].Name);
        using var read = new MemoryStream();
        await file.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal((string)certificate["content"]!, Convert.ToBase64String(read.ToArray()));
        (await tools.TokenAsync((string)made["portalLogin"]!, "wrong")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_given_comes_back_refined_whatever_the_case_of_its_names()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        const string Body = """{ "INN": "6676130154", "Kpp": "667601001", "firstname": "Анна", "SURNAME": "Петрова-Водкина", "Patronymic": "Ильинична", "organizationName": " # ООО «Проба» " }""";
        var made = await tools.MakeAsync("create-account-org", Body);
        Assert.Equal("6676130154 667601001 Анна Петрова-Водкина Ильинична # ООО «Проба»", Words(made["refinedRequest"]!, "inn", "kpp", "firstName", "surname", "patronymic", "organizationName"));
        var again = await tools.MakeAsync("create-account-org", Body);
        Assert.NotEqual((Guid)made["accountId"]!, (Guid)again["accountId"]!);

        var user = await tools.SignInAsync(again);
        Assert.Equal("Петрова-Водкина Анна Ильинична", (string)Assert.Single((await user.GetAsync($"/v1/{again["accountId"]}/users")).Json["users"]!.AsArray())!["fio"]!);
        Assert.Equal("Петрова-Водкина", (string)Assert.Single((await user.GetAsync($"/v1/{again["accountId"]}/employees")).Json["employees"]!.AsArray())!["fio"]!["surname"]!);
    }

    [Fact]
    public async Task What_another_made_person_left_behind_stands_in_nobodys_way()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var body = new Dictionary<string, string> { ["inn"] = "7707083893", ["kpp"] = "770701001", ["organization-name"] = "ООО Ромашка-Тест" };
        var opened = new HashSet<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var user = await tools.SignInAsync(await tools.MakeAsync("create-account-org"));
            var account = (await user.PostAsync("/v1", body)).Expect(HttpStatusCode.OK).Text;
            Assert.Equal(account, (await user.PostAsync("/v1", body)).Expect(HttpStatusCode.OK).Text);
            Assert.True(opened.Add((string)JsonNode.Parse(account)!["id"]!));
            var seeded = new Dictionary<string, string>(body) { ["inn"] = "6676130154", ["kpp"] = "667601001" };
            (await user.PostAsync("/v1", seeded)).ExpectError(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task A_sole_trader_has_an_account_without_kpp()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-individual", new { inn = "667010000159", surname = "Сидоров", firstName = "Пётр", patronymic = "Ильич" });
        Assert.Equal("667010000159 667010000159 ИП Сидоров Пётр Ильич", Words(made["refinedRequest"]!, "inn", "innfl", "organizationName"));
        var general = Assert.Single((await (await tools.SignInAsync(made)).GetAsync($"/v1/{made["accountId"]}/organizations")).Json["organizations"]!.AsArray())!["general"]!;
        Assert.Equal("667010000159", (string)general["inn"]!);
        Assert.Null((string?)general["kpp"]);
    }

    [Fact]
    public async Task A_user_for_the_trusted_sign_in_is_linked_by_phone_and_found_again()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var asked = new { phone = "+7 (912) 000-11-22", surname = "Орлова" };
        var made = await tools.MakeAsync("create-test-user-for-trusted", asked);
        Assert.Equal("9120001122 Орлова", Words(made, "phone", "surname"));
        Assert.Equal(made.ToJsonString(), (await tools.MakeAsync("create-test-user-for-trusted", asked)).ToJsonString());
        Assert.Contains("phone", (await tools.PostAsync("create-test-user-for-trusted", new { phone = "9120001122", surname = "Другая" })).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("phone", (await tools.PostAsync("create-test-user-for-trusted", new { phone = "9020000001" })).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("phone", (await tools.PostAsync("create-test-user-for-trusted", new { phone = "9020000099" })).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);

        var serviceUserId = Guid.NewGuid().ToString();
        var link = new Uri($"/kontur-auth/auth/v5.13/register-external-service-id?serviceUserId={serviceUserId}&phone=9120001122&api-key={sandbox.Read("api-key")}", UriKind.Relative);
        (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Put, link))).Expect(HttpStatusCode.OK);
        using var identity = new OpenIdClient(sandbox.Client(), sandbox.SandboxFolder);
        var user = ExternUser.WithToken(sandbox, (await identity.TrustedAsync(identity.Jwt(new() { ["sub"] = serviceUserId }))).Token()["access_token"]!);
        Assert.Empty((await user.GetAsync("/v1")).Expect(HttpStatusCode.OK).Json["accounts"]!.AsArray());
        var account = new Dictionary<string, string> { ["inn"] = (string)made["inn"]!, ["kpp"] = (string)made["kpp"]!, ["organization-name"] = (string)made["organizationName"]! };
        var opened = (await user.PostAsync("/v1", account)).Expect(HttpStatusCode.OK).Json;
        Assert.Single((await user.GetAsync($"/v1/{opened["id"]}/certificates")).Expect(HttpStatusCode.OK).Json["certificates"]!.AsArray());
    }

    [Fact]
    public async Task Every_way_of_signing_in_finds_a_made_person()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-individual");
        var (login, password) = ((string)made["portalLogin"]!, (string)made["portalPassword"]!);
        using var identity = new OpenIdClient(sandbox.Client(), sandbox.SandboxFolder);
        var first = (await identity.PasswordAsync(login, password)).Token();
        await ExpectOwnAccountAsync((await identity.RefreshAsync(first["refresh_token"]!)).Token()["access_token"]!);
        using var pair = await identity.CertificateAsync(login);
        var secret = await identity.DecryptedKeyAsync(pair);
        await ExpectOwnAccountAsync(
            (await identity.TokenAsync(("grant_type", "certificate"), ("scope", "extern.api"), ("decrypted_key", secret), ("thumbprint", pair.Thumbprint))).Token()["access_token"]!);

        var byPassword = new HttpRequestMessage(HttpMethod.Post, new Uri($"/kontur-auth/auth/v5.13/authenticate-by-pass?login={login}&api-key={sandbox.Read("api-key")}", UriKind.Relative))
        {
            Content = new StringContent(password),
        };
        var session = (string)(await sandbox.SendAsync(byPassword)).Expect(HttpStatusCode.OK).Json["Sid"]!;
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/extern/v1", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"auth.sid {session}");
        request.Headers.Add("X-Kontur-Apikey", sandbox.Read("api-key"));
        Assert.Equal((string)made["accountId"]!, (string)(await sandbox.SendAsync(request)).Expect(HttpStatusCode.OK).Json["accounts"]![0]!["id"]!);

        async Task ExpectOwnAccountAsync(string token) =>
            Assert.Equal((string)made["accountId"]!, (string)(await ExternUser.WithToken(sandbox, token).GetAsync($"/v1/{made["accountId"]}")).Expect(HttpStatusCode.OK).Json["id"]!);
    }

    [Theory]
    [InlineData("create-account-org", """{ "inn": "6676130155" }""", "inn")]
    [InlineData("create-account-org", """{ "inn": "667010000159" }""", "inn")]
    [InlineData("create-account-individual", """{ "inn": "6676130154" }""", "inn")]
    [InlineData("create-account-org", """{ "kpp": "12" }""", "kpp")]
    [InlineData("create-account-org", """{ "surname": "Иванов Петров" }""", "surname")]
    [InlineData("create-account-org", "{ \"organizationName\": \"ООО \\u0001\" }", "organizationName")]
    [InlineData("create-account-org", """{ "inn": 5 }""", "inn")]
    [InlineData("create-account-org", "[]", "")]
    [InlineData("create-account-org", "{", "")]
    [InlineData("create-test-user-for-trusted", """{ "phone": "123" }""", "phone")]
    [InlineData("generate-certificate", """{ "inn": "1" }""", "inn")]
    [InlineData("generate-certificate", """{ "email": "нет" }""", "email")]
    [InlineData("generate-certificate", """{ "encoding": "morse" }""", "encoding")]
    public async Task Bad_data_is_refused_with_its_name(string tool, string body, string named)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        Assert.Contains(named, (await new ToolBench(sandbox).PostAsync(tool, body)).ExpectError(HttpStatusCode.BadRequest), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_an_api_key_nothing_is_made()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        (await new ToolBench(sandbox).PostAsync("create-account-org", withKey: false)).ExpectError(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Many_made_at_once_never_collide()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => tools.MakeAsync("create-account-org")));
        Assert.All(["portalLogin", "portalUserId", "accountId", "organizationId"], name => Assert.Equal(12, made.Select(one => (string)one[name]!).Distinct().Count()));
        Assert.Equal(12, made.Select(one => (string)one["refinedRequest"]!["inn"]!).Distinct().Count());
        Assert.Equal(12, made.Select(one => (string)one["certificateInfo"]!["thumbprint"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_generated_certificate_fits_its_key()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var made = await new ToolBench(sandbox).MakeAsync("generate-certificate", new { inn = "6676130154", kpp = "667601001", surname = "Иванов", encoding = "Unicode" });
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String((string)made["certificate"]!));
        using var pair = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String((string)made["pfx"]!), "");
        Assert.True(pair.HasPrivateKey);
        Assert.Equal(certificate.Thumbprint, pair.Thumbprint);
        Assert.Contains("Иванов", certificate.Subject, StringComparison.Ordinal);
        using var key = RSA.Create();
        key.ImportFromPem((string)made["privateKey"]!);
        using var open = certificate.GetRSAPublicKey()!;
        byte[] bytes = [1, 2, 3];
        Assert.True(open.VerifyData(bytes, key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Made_people_live_through_a_restart_and_end_with_a_reset()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-org");
        await sandbox.RestartAsync();
        var user = await tools.SignInAsync(made);
        Assert.Equal((string)made["certificateInfo"]!["thumbprint"]!, (string)(await user.GetAsync($"/v1/{made["accountId"]}/certificates")).Json["certificates"]![0]!["thumbprint"]!);

        (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/controls/reset", UriKind.Relative)))).Expect(HttpStatusCode.NoContent);
        (await tools.TokenAsync((string)made["portalLogin"]!, (string)made["portalPassword"]!)).Expect(HttpStatusCode.BadRequest);
        (await tools.GetAsync((string)made["certificateInfo"]!["certificateDrivePath"]!)).ExpectError(HttpStatusCode.NotFound);
        await tools.SignInAsync(await tools.MakeAsync("create-account-org"));
    }

    private static string Words(JsonNode node, params string[] names) => string.Join(' ', names.Select(name => (string)node[name]!));
}

using System.Text;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Handbooks;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Signers, SEDO subscriptions and Gosuslugi of an organisation (auth contract 3.1 rows 14–16). What is not published there is marked as invented.</summary>
internal sealed class OrganizationCare(AccountDirectory accounts, CertificateVault vault, TimeProvider wall)
{
    private const string Path = "/v1/{accountId:guid}/organizations/{orgId:guid}";
    private static readonly TimeSpan SignatureLife = TimeSpan.FromHours(18);
    private static readonly string[] SignerTypes = ["chief", "representative"];

    public void Map(ExternRoutes routes)
    {
        routes.Post(Path + "/update-signer", UpdateSignerAsync);
        routes.Post(Path + "/control-unit-subscriptions", SubscriptionsAsync);
        routes.Post(Path + "/gosuslugi-auth", GosuslugiAsync);
    }

    /// <summary>The body is invented: the published list only says that certificate and signer type are chosen per state body.</summary>
    private async Task<ExternAnswer> UpdateSignerAsync(ExternCall call)
    {
        RefuseUnlessAdmin(call);
        _ = Find(call);
        var request = await call.ReadAsync<SignerRequest>();
        var type = ControlUnits.Types.FirstOrDefault(one => string.Equals(one, request.ControlUnitType, StringComparison.OrdinalIgnoreCase));
        var signer = SignerTypes.FirstOrDefault(one => string.Equals(one, request.SignerType, StringComparison.OrdinalIgnoreCase));
        if (type is null || signer is null || string.IsNullOrWhiteSpace(request.CertificateThumbprint))
        {
            throw ExternException.BadRequest("Укажите control-unit-type, signer-type (chief или representative) и certificate-thumbprint.");
        }

        var chosen = vault.Find(request.CertificateThumbprint);
        if (chosen?.Owner?.KonturUserId is not { } owner || call.Account.RoleOf(owner) is null)
        {
            throw ExternException.NotFound("Сертификат не найден среди сертификатов учётной записи.");
        }

        var changed = Change(call, one => one with
        {
            Signers = [.. one.Signers.Where(known => known.ControlUnitType != type), new OrganizationSigner(type, chosen.Thumbprint, signer)],
        });
        return ExternAnswer.Ok(new SignersAnswer(changed.Id, changed.Signers));
    }

    private async Task<ExternAnswer> SubscriptionsAsync(ExternCall call)
    {
        var organization = Find(call);
        var request = await call.ReadAsync<SubscriptionsRequest>();
        if (!string.Equals(request.ControlUnitSubscriptionType?.Replace("-", "", StringComparison.Ordinal), "fsssedo", StringComparison.OrdinalIgnoreCase))
        {
            throw ExternException.BadRequest("Неверное значение control-unit-subscription-type: известен только fss-sedo.");
        }

        if (request.Skip < 0 || request.Take < 0)
        {
            throw ExternException.BadRequest("Значения skip и take не могут быть отрицательными.");
        }

        var found = organization.Subscriptions.Where(one => string.IsNullOrEmpty(request.RegistrationNumber) || one.RegistrationNumber == request.RegistrationNumber).ToList();
        return ExternAnswer.Ok(new SubscriptionsAnswer([.. found.Skip(request.Skip ?? 0).Take(Math.Min(request.Take ?? 100, 1000))], found.Count));
    }

    private async Task<ExternAnswer> GosuslugiAsync(ExternCall call)
    {
        var organization = Find(call);
        var request = await call.ReadAsync<GosuslugiRequest>();
        if (string.IsNullOrWhiteSpace(request.GosuslugiUid) || request.Base64SignatureContent is not { Length: > 0 } signature)
        {
            throw ExternException.BadRequest("Укажите gosuslugi-uid и base64-signature-content.");
        }

        using var content = new MemoryStream(Encoding.UTF8.GetBytes(request.GosuslugiUid));
        if (!CmsSigning.Verifies(signature, content) || CmsSigning.ThumbprintOf(signature) is not { } thumbprint)
        {
            throw ExternException.BadRequest("Подпись не подходит к ключу: нужна открепленная подпись PKCS#7 под ключом в UTF-8 без BOM.");
        }

        if (vault.Find(thumbprint)?.Owner is not { } owner || (owner.Organization?.Inn ?? owner.Inn) != organization.Inn)
        {
            throw ExternException.BadRequest("В сертификате подписи нет ИНН этой организации.");
        }

        var now = wall.GetUtcNow();
        Change(call, one => one with { Gosuslugi = new GosuslugiAuth(request.GosuslugiUid, thumbprint, now + SignatureLife) });
        return ExternAnswer.Empty();
    }

    private ExternOrganization Find(ExternCall call) =>
        accounts.Find(call.Account.Id)?.Organizations.FirstOrDefault(one => one.Id == call.Id("orgId") && !one.HiddenFrom.Contains(call.UserId))
            ?? throw ExternException.NotFound("Организация не найдена.");

    private ExternOrganization Change(ExternCall call, Func<ExternOrganization, ExternOrganization> change)
    {
        lock (accounts.Gate)
        {
            var changed = change(Find(call));
            var account = accounts.Find(call.Account.Id)!;
            accounts.Put(account with { Organizations = [.. account.Organizations.Select(one => one.Id == changed.Id ? changed : one)] });
            return changed;
        }
    }

    private static void RefuseUnlessAdmin(ExternCall call)
    {
        if (!call.IsAdmin)
        {
            throw ExternException.Forbidden("Подписантов выбирает только администратор учётной записи.");
        }
    }

    private sealed record SignerRequest(string? ControlUnitType, string? CertificateThumbprint, string? SignerType);

    private sealed record SignersAnswer(Guid Id, IReadOnlyList<OrganizationSigner> Signers);

    private sealed record SubscriptionsRequest(string? ControlUnitSubscriptionType, int? Skip, int? Take, string? RegistrationNumber);

    private sealed record SubscriptionsAnswer(IReadOnlyList<SedoSubscription> Items, int TotalCount);

    private sealed record GosuslugiRequest(string? GosuslugiUid, byte[]? Base64SignatureContent);
}

using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.KonturIdentity;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Accounts (auth contract 3.2).</summary>
internal sealed class AccountsEndpoints(AccountDirectory accounts, KonturUsers users, SessionDirectory sessions, Tickets<AccessToken> tokens, TimeProvider wall)
{
    public void Map(ExternRoutes routes)
    {
        routes.Get("/v1", List);
        routes.Post("/v1", CreateAsync);
        routes.Get("/v1/{accountId:guid}", call => ExternAnswer.Ok(Wire(call, call.Account)));
        routes.Delete("/v1/{accountId:guid}", Delete);
    }

    /// <summary>
    /// The list is filtered by the token's client (3.2). What test tools made belongs to no client: the vendor's own test suite finds it by its id only, and an empty list
    /// beside it.
    /// </summary>
    private ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page(zeroTakes: false);
        var open = accounts.OpenTo(call.UserId, call.ApiKey).Where(account => call.Bearer is null || !account.IsMadeByTools).ToList();
        return ExternAnswer.Ok(new AccountList(skip, take, open.Count, [.. open.Skip(skip).Take(take).Select(account => Wire(call, account))], []));
    }

    private async Task<ExternAnswer> CreateAsync(ExternCall call)
    {
        var request = await call.ReadAsync<CreateAccountRequest>();
        if (!RussianCodes.IsInn(request.Inn))
        {
            throw ExternException.BadRequest("Неверный ИНН: проверьте количество цифр и контрольную сумму.");
        }

        var kpp = string.IsNullOrEmpty(request.Kpp) ? null : request.Kpp;
        if (request.Inn!.Length == 10 ? !RussianCodes.IsKppForm(kpp) : kpp is not null && !RussianCodes.IsKppForm(kpp))
        {
            throw ExternException.BadRequest("Неверный КПП: для организации нужно девять знаков.");
        }

        if (string.IsNullOrWhiteSpace(request.OrganizationName))
        {
            throw ExternException.BadRequest("Не указано название организации.");
        }

        lock (accounts.Gate)
        {
            var existing = accounts.OfOrganization(request.Inn, kpp);
            if (existing.FirstOrDefault(account => account.IsOpenTo(call.UserId, call.ApiKey)) is { } own)
            {
                return ExternAnswer.Ok(Wire(call, own));
            }

            if (!existing.All(IsLeftover))
            {
                throw ExternException.Forbidden("Организация уже зарегистрирована в Контур.Экстерне.");
            }

            var name = request.OrganizationName.Trim();
            var created = accounts.Put(new ExternAccount(
                Guid.NewGuid(), request.Inn, kpp, name, Guid.NewGuid(), wall.GetUtcNow(), [new AccountMember(call.UserId, ExternAccount.Admin)],
                [new ExternOrganization(Guid.NewGuid(), request.Inn, kpp, name, true)], call.ApiKey, call.UserId));
            return ExternAnswer.Ok(Wire(call, created));
        }
    }

    private ExternAnswer Delete(ExternCall call)
    {
        lock (accounts.Gate)
        {
            var account = call.Account;
            if (account.CreatedBy != call.UserId || !string.Equals(account.CreatedByApiKey, call.ApiKey, StringComparison.OrdinalIgnoreCase))
            {
                throw ExternException.Forbidden("Удалить можно только учётную запись, созданную вами через это приложение.");
            }

            accounts.Remove(account.Id);
            if (call.Sid is { } sid)
            {
                sessions.End(sid);
            }

            if (call.Bearer is { } bearer)
            {
                tokens.Remove(bearer);
            }

            return ExternAnswer.Empty();
        }
    }

    /// <summary>What one test run leaves behind does not stand in the way of the next, whose people are new but whose organisations are the same (chosen by us).</summary>
    private bool IsLeftover(ExternAccount account) => account.Members.All(member => users.ById(member.UserId) is { MadeAt: not null });

    private static AccountShape Wire(ExternCall call, ExternAccount account) => new(
        account.Id, account.Inn, account.Kpp, account.OrganizationName, "extern", [new("extern")], account.RoleOf(call.UserId) ?? "user", account.AbonentId,
        [call.Link("self", $"/v1/{account.Id}"), call.Link("organizations", $"/v1/{account.Id}/organizations")]);

    private sealed record CreateAccountRequest(string? Inn, string? Kpp, string? OrganizationName);

    private sealed record AccountList(int Skip, int Take, int TotalCount, IReadOnlyList<AccountShape> Accounts, IReadOnlyList<Link> Links);

    private sealed record AccountShape(
        Guid Id, string Inn, string? Kpp, string OrganizationName, string ProductName, IReadOnlyList<Product> Products, string Role, Guid AbonentId, IReadOnlyList<Link> Links);

    private sealed record Product(string Name);
}

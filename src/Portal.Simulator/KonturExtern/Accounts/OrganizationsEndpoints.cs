using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Organisations of an account (auth contract 3.3).</summary>
internal sealed class OrganizationsEndpoints(AccountDirectory accounts, DocflowStore docflows, SimulatorClock clock)
{
    private const string Path = "/v1/{accountId:guid}/organizations";

    public void Map(ExternRoutes routes)
    {
        routes.Get(Path, List);
        routes.Post(Path, CreateAsync);
        routes.Get(Path + "/{orgId:guid}", call => ExternAnswer.Ok(Wire(call, Find(call))));
        routes.Put(Path + "/{orgId:guid}", RenameAsync);
        routes.Delete(Path + "/{orgId:guid}", Delete);
    }

    private static ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page(1000, zeroTakes: false);
        var (inn, kpp) = (call.Text("inn"), call.Text("kpp"));
        if ((inn is not null && !RussianCodes.IsInnForm(inn)) || (kpp is not null && !RussianCodes.IsKppForm(kpp)))
        {
            throw ExternException.BadRequest("Неверный ИНН или КПП в условии отбора.");
        }

        var found = call.Account.Organizations.Where(one => !one.HiddenFrom.Contains(call.UserId) && (inn is null || one.Inn == inn) && (kpp is null || one.Kpp == kpp)).ToList();
        var page = found.Skip(skip).Take(take).Select(one => Wire(call, one)).ToList();
        return ExternAnswer.Ok(new OrganizationBatch(page, found.Count, skip, page.Count, []));
    }

    private async Task<ExternAnswer> CreateAsync(ExternCall call)
    {
        var request = await call.ReadAsync<OrganizationRequest>();
        RefuseUnlessAdmin(call);
        var kpp = string.IsNullOrEmpty(request.Kpp) ? null : request.Kpp;
        if (!RussianCodes.IsInn(request.Inn) || (request.Inn!.Length == 10 ? !RussianCodes.IsKppForm(kpp) : kpp is not null && !RussianCodes.IsKppForm(kpp)))
        {
            throw ExternException.BadRequest("Неверный ИНН или КПП.");
        }

        var name = NameOf(request);
        lock (accounts.Gate)
        {
            var account = accounts.Find(call.Account.Id)!;
            if (account.FindOrganization(request.Inn, kpp) is not null)
            {
                throw new ExternException(StatusCodes.Status409Conflict, "Such organization already exists");
            }

            var added = new ExternOrganization(Guid.NewGuid(), request.Inn, kpp, name, false) { AddedAt = clock.UtcNow };
            accounts.Put(account with { Organizations = [.. account.Organizations, added] });
            return ExternAnswer.Ok(Wire(call, added));
        }
    }

    private async Task<ExternAnswer> RenameAsync(ExternCall call)
    {
        var name = NameOf(await call.ReadAsync<OrganizationRequest>());
        lock (accounts.Gate)
        {
            var account = accounts.Find(call.Account.Id)!;
            var renamed = Find(call) with { Name = name };
            accounts.Put(account with
            {
                OrganizationName = renamed.IsMainOrg ? name : account.OrganizationName,
                Organizations = [.. account.Organizations.Select(one => one.Id == renamed.Id ? renamed : one)],
            });
            return ExternAnswer.Ok(Wire(call, renamed));
        }
    }

    private ExternAnswer Delete(ExternCall call)
    {
        lock (accounts.Gate)
        {
            var account = accounts.Find(call.Account.Id)!;
            var gone = Find(call);
            if (gone.IsMainOrg)
            {
                throw ExternException.BadRequest("Головную организацию удалить нельзя.");
            }

            RefuseIfReporting(account, gone);

            // An administrator deletes for everybody, anybody else for himself.
            accounts.Put(account with
            {
                Organizations = call.IsAdmin ? [.. account.Organizations.Where(one => one.Id != gone.Id)]
                    : [.. account.Organizations.Select(one => one.Id == gone.Id ? one with { HiddenFrom = [.. one.HiddenFrom, call.UserId] } : one)],
            });
            return ExternAnswer.Empty();
        }
    }

    /// <summary>In its first twelve months an organisation that has sent something this quarter stays.</summary>
    private void RefuseIfReporting(ExternAccount account, ExternOrganization gone)
    {
        var now = clock.UtcNow;
        var quarter = new DateTimeOffset(now.Year, ((now.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero);
        if ((gone.AddedAt ?? account.CreatedAt).AddMonths(12) >= now && docflows.OfOrganization(account.Id, gone.Id).Any(docflow => docflow.CreatedAt >= quarter))
        {
            throw ExternException.BadRequest("Организацию нельзя удалить: в текущем отчётном периоде от неё отправлены отчёты.");
        }
    }

    private ExternOrganization Find(ExternCall call) =>
        accounts.Find(call.Account.Id)?.Organizations.FirstOrDefault(one => one.Id == call.Id("orgId") && !one.HiddenFrom.Contains(call.UserId))
            ?? throw ExternException.NotFound("Организация не найдена.");

    private static void RefuseUnlessAdmin(ExternCall call)
    {
        if (!call.IsAdmin)
        {
            throw ExternException.Forbidden("Изменять список организаций может только администратор учётной записи.");
        }
    }

    private static string NameOf(OrganizationRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) ? throw ExternException.BadRequest("Не указано название организации.") : request.Name.Trim();

    private static OrganizationShape Wire(ExternCall call, ExternOrganization one) => new(
        one.Id, new(one.Inn, one.Kpp, one.Name, one.IsMainOrg, [call.Link("self", $"/v1/{call.Account.Id}/organizations/{one.Id}")]));

    private sealed record OrganizationRequest(string? Inn, string? Kpp, string? Name);

    private sealed record OrganizationBatch(IReadOnlyList<OrganizationShape> Organizations, int TotalCount, int Skip, int Take, IReadOnlyList<Link> Links);

    private sealed record OrganizationShape(Guid Id, OrganizationGeneral General);

    private sealed record OrganizationGeneral(string Inn, string? Kpp, string Name, bool IsMainOrg, IReadOnlyList<Link> Links);
}

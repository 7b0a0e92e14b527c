using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>Control: an administrator of the vendor gives a member of an account other rights.</summary>
internal sealed class MemberControls(AccountDirectory accounts, KonturUsers users)
{
    public void Map(ExternRoutes routes, IEndpointRouteBuilder root) => routes.Control(root, "/controls/extern/accounts/{accountId:guid}/members", Change);

    /// <summary><c>login</c>, and <c>role</c>: <c>admin</c> reads all docflows, <c>user</c> the own ones.</summary>
    private ExternAnswer Change(HttpContext http)
    {
        lock (accounts.Gate)
        {
            var account = accounts.Find(Guid.Parse((string)http.Request.RouteValues["accountId"]!)) ?? throw ExternException.NotFound("Учётная запись не найдена.");
            var user = users.ByLogin(http.Request.Query["login"].ToString())?.KonturUserId;
            var role = http.Request.Query["role"].ToString();
            if (user is null || account.RoleOf(user.Value) is null || role is not (ExternAccount.Admin or "user"))
            {
                throw ExternException.BadRequest("Нужны login участника учётной записи и role: admin или user.");
            }

            accounts.Put(account with { Members = [.. account.Members.Select(member => member.UserId == user ? member with { Role = role } : member)] });
            return ExternAnswer.Ok(new { account.Id, Role = role });
        }
    }
}

using Portal.Simulator.Controls;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;

namespace Portal.Simulator.KonturIdentity;

/// <summary>The device flow: where a device begins, the page where its user decides, and the control that decides for tests.</summary>
internal sealed class DeviceEndpoints(ClientGate clients, KonturUsers users, DeviceDesk desk, SimulatorAddress address, SimulatorSettings settings)
{
    public async Task<IResult> BeginAsync(HttpContext context)
    {
        var request = await clients.ReadAsync(context);
        var device = desk.Begin(request.ClientId, Scopes.Parse(request.Text("scope")));
        return IdentityAnswer.Json(new
        {
            device_code = device.DeviceCode,
            user_code = device.UserCode,
            verification_uri = $"{address.Root}identity/device",
            verification_uri_complete = $"{address.Root}identity/device?user-code={device.UserCode}",
            interval = (long)device.Interval.TotalSeconds,
            expires_in = (long)settings.Identity.Device.TotalSeconds,
        });
    }

    public static IResult Show(HttpContext context) => HtmlPage.Answer(IdentityPages.Device(context.Request.Query["user-code"], null, null));

    public async Task<IResult> DecideAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (code, login) = (form["user-code"].ToString(), form["login"].ToString());
        if (users.ByPassword(login, form["password"].ToString()) is not { } person)
        {
            return HtmlPage.Answer(IdentityPages.Device(code, login, "Неверный логин или пароль"), StatusCodes.Status401Unauthorized);
        }

        context.NotePerson(person);
        var approve = form["answer"] != "decline";
        return !desk.Decide(code, approve ? person : null)
            ? HtmlPage.Answer(IdentityPages.Device(code, login, "Такого кода нет, или он уже не действует: возьмите новый на устройстве"), StatusCodes.Status404NotFound)
            : HtmlPage.Answer(approve
                ? IdentityPages.Message("Вход разрешён", "Вернитесь к устройству: оно войдёт само.")
                : IdentityPages.Message("Вход отклонён", "Устройство узнает об этом само."));
    }

    /// <summary><c>POST /controls/identity/device/{userCode}/approve?login=</c> and <c>…/decline</c>.</summary>
    public IResult Control(string userCode, string? login, bool approve)
    {
        var person = users.ByLogin(login ?? "director");
        return approve && person is null ? Results.BadRequest(new { error = "login is one of the people's who are users of Kontur." })
            : desk.Decide(userCode, approve ? person : null) ? Results.NoContent()
            : Results.NotFound();
    }
}

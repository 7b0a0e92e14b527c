using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.ControlRoom;

/// <summary><c>GET /</c>, and the drawings it polls.</summary>
internal static class ControlRoomEndpoints
{
    public static void MapControlRoom(this WebApplication web)
    {
        web.MapGet("/", (IEnumerable<IRoomView> views, SimulatorClock clock) => HtmlPage.Answer(ControlRoomPage.Whole([.. views], clock)));
        web.MapGet("/controls/room", (IEnumerable<IRoomView> views, SimulatorClock clock) =>
            Results.Json(views.Select(view => (view.Id, view.Draw().Text)).Append(("clock", RoomText.Clock(clock).Text)).ToDictionary()));
    }
}

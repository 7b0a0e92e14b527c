namespace Portal.Simulator.Phones;

internal static class ControlRoomEndpoints
{
    public static void Map(WebApplication web) => web.MapGet("/", () => "control room");
}

using Portal.Simulator.Controls;
using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.Phones;

/// <summary>The control room page, and the parts of it that change.</summary>
internal static class ControlRoomEndpoints
{
    public static void Map(WebApplication web)
    {
        web.MapGet("/", (SmsInbox inbox, RequestJournal journal, FaultList faults, SimulatorClock clock) =>
            HtmlPage.Answer(ControlRoomPage.Whole(Read(inbox, journal, faults, clock))));
        web.MapGet("/controls/room", (SmsInbox inbox, RequestJournal journal, FaultList faults, SimulatorClock clock) =>
        {
            var parts = Read(inbox, journal, faults, clock);
            return Results.Json(new { sms = parts.Sms.Text, journal = parts.Journal.Text, faults = parts.Faults.Text, clock = parts.Clock.Text });
        });
    }

    private static ControlRoomParts Read(SmsInbox inbox, RequestJournal journal, FaultList faults, SimulatorClock clock) => new(
        ControlRoomParts.DrawSms(inbox.Read(null)),
        ControlRoomParts.DrawJournal(journal.Read(last: 40)),
        ControlRoomParts.DrawFaults(faults.Read()),
        ControlRoomParts.DrawClock(clock));
}

using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Calendars;

/// <summary>The production calendars in force; an administrator puts others in their place.</summary>
public sealed partial class CalendarsPage(
    CurrentUser user, ProductionCalendars calendars, ReplaceCalendar replace, AntiforgeryStateProvider antiforgery, HeaderState header, MoscowTime time) : PortalComponent
{
    private IReadOnlyList<KnownCalendar>? known;
    private string? token;

    // The year that terms run into from now on, when nobody has given its calendar.
    private int? Missing => new[] { time.Today.Year, time.Today.AddMonths(1).Year }.Cast<int?>().FirstOrDefault(year => known!.All(one => one.Calendar.Year != year));

    protected override Task OnInitializedAsync()
    {
        header.ShowNoAccount();
        token = antiforgery.GetAntiforgeryToken()?.Value;
        return LoadAsync();
    }

    private Task LoadAsync() => RunAsync(async ct => known = await calendars.ListAsync(ct));

    private Task RestoreAsync(int year) => RunAsync(async ct =>
    {
        await replace.RestoreAsync(await user.ActorAsync(), year, ct);
        known = await calendars.ListAsync(ct);
    });
}

using System.Globalization;
using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Calendars;

/// <summary>An administrator puts a calendar of a year in the place of the one in force, or goes back to the portal's own.</summary>
public sealed class ReplaceCalendar(CalendarStore store, AuditLog audit)
{
    /// <summary>Null when it is in force now, else what is wrong with the file, in words.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<string?> RunAsync(Actor actor, string text, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "calendar.replace", null, async note =>
        {
            Check(actor);
            if (!ProductionCalendar.TryRead(text, out var calendar, out var problem))
            {
                note.Outcome = "refused";
                return problem;
            }

            note.ObjectId = calendar.Year.ToString(CultureInfo.InvariantCulture);
            await store.ReplaceAsync(calendar.Year, text, actor.Name, cancellationToken);
            return null;
        });

    /// <summary>False when there was none of an administrator.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<bool> RestoreAsync(Actor actor, int year, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "calendar.restore", year.ToString(CultureInfo.InvariantCulture), async _ =>
        {
            Check(actor);
            return await store.RestoreAsync(year, cancellationToken);
        });

    private static void Check(Actor actor)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }
    }
}

using System.Reflection;

namespace Portal.Features.Calendars;

/// <summary>A calendar with where it comes from.</summary>
/// <param name="Replaced">Null for one that the portal brings along.</param>
public sealed record KnownCalendar(ProductionCalendar Calendar, ReplacedCalendar? Replaced);

/// <summary>The calendars in force: those that came with the portal (<c>Features/Calendars/*.json</c>), and over them those of administrators.</summary>
public sealed class ProductionCalendars(CalendarStore store)
{
    private static readonly IReadOnlyList<ProductionCalendar> Own = ReadOwn();

    /// <summary>All, by year.</summary>
    public async Task<IReadOnlyList<KnownCalendar>> ListAsync(CancellationToken cancellationToken = default)
    {
        var replaced = (await store.ListAsync(cancellationToken)).Select(row => ProductionCalendar.TryRead(row.Text, out var calendar, out _) ? new KnownCalendar(calendar, row) : null)
            .OfType<KnownCalendar>().ToList();
        return [.. replaced.Concat(Own.Where(own => replaced.All(one => one.Calendar.Year != own.Year)).Select(own => new KnownCalendar(own, null))).OrderBy(one => one.Calendar.Year)];
    }

    /// <summary>To count working days with.</summary>
    public async Task<WorkingDays> ReadAsync(CancellationToken cancellationToken = default) => new((await ListAsync(cancellationToken)).Select(one => one.Calendar));

    private static List<ProductionCalendar> ReadOwn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith("Portal.Features.Calendars.", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return ProductionCalendar.TryRead(reader.ReadToEnd(), out var calendar, out var problem) ? calendar : throw new InvalidOperationException($"{name}: {problem}");
        })];
    }
}

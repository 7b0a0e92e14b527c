using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Testing;

/// <summary>Clocks which stand still until a test moves them (<see cref="FakeTimeProvider.Advance"/>).</summary>
public static class TestClock
{
    /// <summary>A clock that stands at an ordinary working day: Tuesday, 24 November 2026, 09:00 UTC (noon in Moscow).</summary>
    public static FakeTimeProvider Create() => At("2026-11-24T09:00:00Z");

    /// <summary>A clock that stands at an instant in ISO 8601.</summary>
    public static FakeTimeProvider At(string instant) =>
        new(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}

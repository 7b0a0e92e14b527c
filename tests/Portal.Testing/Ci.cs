namespace Portal.Testing;

/// <summary>On the build machine (<c>PORTAL_CI=1</c>, set by <c>.ci/run</c>) nothing that can run is skipped: what is missing fails.</summary>
public static class Ci
{
    /// <summary>True when <c>PORTAL_CI=1</c>.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("PORTAL_CI") == "1";

    /// <summary>True when <c>PORTAL_LONG_TESTS=1</c>: long tests run whole.</summary>
    public static bool LongTests { get; } = Environment.GetEnvironmentVariable("PORTAL_LONG_TESTS") == "1";
}

namespace Portal.Simulator.Controls;

/// <summary>Which vendor a path belongs to (design section 7).</summary>
public static class VendorPaths
{
    private static readonly string[] Vendors = ["idp", "kontur-auth", "identity", "extern", "ofd", "esia", "epgu"];

    /// <summary>The vendor's name; null for the controls and the control room.</summary>
    public static string? VendorOf(PathString path) => Array.Find(Vendors, vendor => path.StartsWithSegments($"/{vendor}"));
}

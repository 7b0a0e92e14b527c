namespace Portal.Simulator.Epgu.Packages;

/// <summary>Formats of documents by extension (contract 6.1).</summary>
internal static class MimeTypes
{
    /// <summary>Null when the layout does not carry such files; of an unknown layout every format passes.</summary>
    public static string? Of(string name, string? layout) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".pdf" => "application/pdf",
        ".tif" or ".tiff" => "image/tiff",
        ".xml" => "application/xml",
        ".txt" => "text/plain",
        ".jpg" or ".jpeg" when layout != RequestReader.V18 => "image/jpeg",
        _ => null,
    };
}

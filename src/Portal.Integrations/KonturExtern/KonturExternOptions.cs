using System.ComponentModel.DataAnnotations;

namespace Portal.Integrations.KonturExtern;

/// <summary>Where Kontur.Extern is and how hard it may be asked (contract auth 1.1, 1.4).</summary>
public sealed class KonturExternOptions
{
    /// <summary>Address before <c>/v1/…</c>, e.g. <c>https://extern-api.kontur.ru</c>; a path prefix is allowed.</summary>
    [Required]
    public Uri? Address { get; set; }

    /// <summary>Time for one attempt of an ordinary call, longer than the half minute that a slow answer may take; uploads and downloads of contents have none.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Requests at the same time, uploads included; the vendor allows 20 for a client in all. Read when the first client is made.</summary>
    [Range(1, 20)]
    public int Parallelism { get; set; } = 20;
}

using Microsoft.AspNetCore.Components;

namespace Portal.Features.Goskey;

/// <summary>What is known of a package: for whom, from whom, its number, EPGU's own words.</summary>
public sealed partial class PackageFacts
{
    [Parameter, EditorRequired] public Package Package { get; set; } = null!;

    private string? Codes => string.Join(" · ", new[] { Package.StatusId?.ToString(null, null), Package.AgencyCode, Package.EnvelopeCode is "OK" ? null : Package.EnvelopeCode }.Where(code => code is { Length: > 0 }))
        is { Length: > 0 } codes ? codes : null;
}

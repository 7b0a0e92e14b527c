using Microsoft.Extensions.Options;
using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;

namespace Portal.Features.Goskey;

/// <summary>Whether this portal sends to Goskey at all: it knows where ESIA and EPGU are. When it is off, nothing of it is shown.</summary>
public sealed class GoskeySwitch(IOptions<EsiaOptions> esia, IOptions<EpguOptions> epgu)
{
    /// <summary>Both addresses are given.</summary>
    public bool IsOn => esia.Value.Address is not null && epgu.Value.Address is not null;
}

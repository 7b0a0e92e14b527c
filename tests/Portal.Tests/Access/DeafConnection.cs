using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Portal.Access;

namespace Portal.Tests.Access;

/// <summary>A browser's connection that does not go away by itself.</summary>
internal sealed class DeafConnection(string session) : HubCallerContext
{
    public bool IsCut { get; private set; }

    public override string ConnectionId { get; } = Guid.NewGuid().ToString();

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal? User { get; } = new(new ClaimsIdentity([new Claim(PortalClaims.Session, session)], "test"));

    public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override CancellationToken ConnectionAborted => CancellationToken.None;

    public override void Abort() => IsCut = true;
}

using Portal.Simulator.KonturAuth;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturIdentity;

/// <summary>Devices that wait for their user (contract auth 2.6; polling as in RFC 8628, gap 13).</summary>
internal sealed class DeviceDesk(Tickets<DeviceRequest> devices, KonturUsers users, SimulatorSettings settings, TimeProvider wall)
{
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    /// <summary>Clocks and networks are no metronomes.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    /// <summary>A device begins.</summary>
    public DeviceRequest Begin(string clientId, IReadOnlyList<string> scopes) => devices.Put(new DeviceRequest(
        Secret.Hex(), Secret.UserCode(), clientId, scopes, wall.GetUtcNow() + settings.Identity.Device, settings.Identity.DeviceInterval));

    /// <summary>The request whose user still has to decide, or null. Codes are typed by people: case, spaces and hyphens do not matter.</summary>
    public DeviceRequest? Open(string? userCode)
    {
        var code = string.Concat((userCode ?? "").Where(char.IsAsciiLetter)).ToUpperInvariant();
        return devices.Where(device => device.UserCode == code && device.GoodUntil > wall.GetUtcNow() && device is { ApprovedBy: null, Declined: false }) is [var found, ..] ? found : null;
    }

    /// <summary>The user's word; null <paramref name="person"/> declines. False when there was nothing to decide.</summary>
    public bool Decide(string? userCode, DemoPerson? person) => Open(userCode) is { } open && devices.Change(open.DeviceCode, device =>
        device is { ApprovedBy: null, Declined: false } ? device with { ApprovedBy = person?.KonturUserId, Declined = person is null } : null) is not null;

    /// <summary>The device asks: who has approved, or one of the four refusals.</summary>
    public (DemoPerson Person, IReadOnlyList<string> Scopes) Ask(string deviceCode, string clientId)
    {
        var now = wall.GetUtcNow();
        var hasty = false;
        var asked = devices.Change(deviceCode, device =>
        {
            hasty = device.AskedAt is { } last && now - last < device.Interval - Tolerance;
            return device with { AskedAt = now, Interval = hasty ? device.Interval + SlowDown : device.Interval };
        });
        if (asked is null || asked.ClientId != clientId)
        {
            throw new IdentityRefusal("invalid_grant", "unknown device code");
        }

        if (asked.GoodUntil <= now)
        {
            throw new IdentityRefusal("expired_token", "the device code is past its time");
        }

        if (asked.Declined)
        {
            throw new IdentityRefusal("access_denied", "the user has declined");
        }

        if (hasty)
        {
            throw new IdentityRefusal("slow_down", "the device asks too often");
        }

        if (asked.ApprovedBy is not { } userId)
        {
            throw new IdentityRefusal("authorization_pending", "the user has not decided yet");
        }

        return devices.Use(deviceCode) is not null && users.ById(userId) is { } person
            ? (person, asked.Scopes)
            : throw new IdentityRefusal("invalid_grant", "the device code has been used");
    }
}

namespace Portal.Hosting;

/// <summary>Section <c>Esia</c>: where access tokens come from. Without an address there is no Goskey.</summary>
public sealed class EsiaSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Esia";

    /// <summary>Address before <c>/esia-rs/…</c> (contract goskey 1.1); empty when Goskey is not used.</summary>
    public string Address { get; set; } = "";

    /// <summary>Time for one attempt.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(bool development) => StateAddress.Problems("Esia", Address, RequestTimeout, development);
}

/// <summary>Section <c>Epgu</c>: where packages go. Without an address there is no Goskey.</summary>
public sealed class EpguSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Epgu";

    /// <summary>Address before <c>/api/…</c> (contract goskey 1.1); empty when Goskey is not used.</summary>
    public string Address { get; set; } = "";

    /// <summary>Time for one attempt of a call that is no upload or download.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Requests of this node a minute; the operator allows the whole information system 2,000 (3.11).</summary>
    public int RequestsPerMinute { get; set; } = 2_000;

    /// <summary>What is wrong, one sentence per key; <paramref name="esiaAddress"/> has to be given together with ours.</summary>
    public IEnumerable<string> Problems(string esiaAddress, bool development)
    {
        foreach (var problem in StateAddress.Problems("Epgu", Address, RequestTimeout, development))
        {
            yield return problem;
        }

        if (RequestsPerMinute is < 1 or > 100_000)
        {
            yield return "Epgu:RequestsPerMinute must lie between 1 and 100000";
        }

        if (Address is "" != esiaAddress is "")
        {
            yield return Address is "" ? "Epgu:Address is missing, while Esia:Address is given" : "Esia:Address is missing, while Epgu:Address is given";
        }
    }
}

/// <summary>What both have in common.</summary>
internal static class StateAddress
{
    /// <summary>A gateway that speaks GOST TLS (contract goskey 8.6) may stand on this very machine: there, and only there, http will do.</summary>
    public static IEnumerable<string> Problems(string section, string address, TimeSpan timeout, bool development)
    {
        var here = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
        if (address is not "" && SettingsCheck.AddressProblem($"{section}:Address", address, development || here) is { } problem)
        {
            yield return problem;
        }

        if (timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromMinutes(3))
        {
            yield return $"{section}:RequestTimeout must lie between 00:00:01 and 00:03:00";
        }
    }
}

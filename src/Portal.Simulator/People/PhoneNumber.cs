namespace Portal.Simulator.People;

/// <summary>Phone numbers as the vendors accept them (contract auth 8, gap 6).</summary>
public static class PhoneNumber
{
    /// <summary>Ten digits; eleven with a leading 7 or 8 are normalised; null for anything else.</summary>
    public static string? Normalise(string? phone) => phone switch
    {
        { Length: 10 } when phone.All(char.IsAsciiDigit) => phone,
        ['7' or '8', .. { Length: 10 } rest] when rest.All(char.IsAsciiDigit) => rest,
        _ => null,
    };
}

using Microsoft.AspNetCore.DataProtection;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>Turns a checked row into a stored one, personal identifiers encrypted, and opens what a mask needs.</summary>
public sealed class RegistrySeal(MasterKey master, IDataProtectionProvider protection)
{
    private readonly IDataProtector phones = protection.CreateProtector("phone");
    private readonly IDataProtector snils = protection.CreateProtector("snils");

    /// <summary>The row as it is stored.</summary>
    public IssuedCertificate Seal(RegistryLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new IssuedCertificate
        {
            Thumbprint = line.Thumbprint, PartnerUserId = line.PartnerUserId, FullName = line.FullName, Inn = line.Inn, Kpp = line.Kpp,
            Organization = line.Organization, Phone = phones.Protect(line.Phone), PhoneTail = line.Phone[^4..], KonturUser = KonturUser(line.Phone),
            Snils = line.Snils is { } number ? snils.Protect(number) : null, SnilsPrint = SnilsPrint(line.Snils), ValidUntil = line.ValidUntil,
        };
    }

    /// <summary>Which Kontur user a phone is.</summary>
    public string KonturUser(string phone) => master.Fingerprint("kontur-user", phone);

    /// <summary>Keyed hash of a SNILS.</summary>
    public string? SnilsPrint(string? number) => number is null ? null : master.Fingerprint("snils", number);

    /// <summary>The stored phone in the clear: to be masked, or written back unchanged.</summary>
    public string Phone(string sealedPhone) => phones.Unprotect(sealedPhone);

    /// <summary>The stored SNILS in the clear: to be masked, or written back unchanged.</summary>
    public string? Snils(string? sealedSnils) => sealedSnils is null ? null : snils.Unprotect(sealedSnils);
}

using Microsoft.AspNetCore.DataProtection;
using Portal.Storage;

namespace Portal.Features.Goskey;

/// <summary>Encrypts what identifies a recipient, and opens it for the request, the verification and the letters.</summary>
public sealed class RecipientSeal(MasterKey master, IDataProtectionProvider protection)
{
    private readonly IDataProtector snils = protection.CreateProtector("goskey-snils");
    private readonly IDataProtector emails = protection.CreateProtector("goskey-email");

    /// <summary>A SNILS as it is stored: encrypted, its keyed hash, its last digits.</summary>
    public (string Sealed, string Print, string Tail) Seal(Snils number) => (snils.Protect(number.Digits), master.Fingerprint("goskey-snils", number.Digits), number.Tail);

    /// <summary>The stored SNILS.</summary>
    public Snils Open(string sealedSnils) => Snils.Parse(snils.Unprotect(sealedSnils));

    /// <summary>An address as it is stored; null for an empty one.</summary>
    public string? SealEmail(string? email) => string.IsNullOrWhiteSpace(email) ? null : emails.Protect(email.Trim());

    /// <summary>The stored address.</summary>
    public string? OpenEmail(string? sealedEmail) => sealedEmail is null ? null : emails.Unprotect(sealedEmail);
}

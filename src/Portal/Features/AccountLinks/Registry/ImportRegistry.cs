using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What an import did: either every row was taken or none, with the reasons.</summary>
public sealed record ImportOutcome(int Imported, IReadOnlyList<RegistryError> Errors);

/// <summary>An administrator brings the registry of issued certificates up to date from a CSV file.</summary>
public sealed class ImportRegistry(RegistryStore store, MasterKey master, IDataProtectionProvider protection, AuditLog audit)
{
    private readonly IDataProtector phones = protection.CreateProtector("phone");
    private readonly IDataProtector snils = protection.CreateProtector("snils");

    /// <summary>Takes the whole file or, when any row is wrong, nothing of it.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<ImportOutcome> RunAsync(Actor actor, byte[] file, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.import", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var (lines, errors) = RegistryFile.Read(file);
            if (errors.Count > 0)
            {
                (note.Outcome, note.Detail) = ("refused", string.Create(CultureInfo.InvariantCulture, $"{errors.Count} wrong rows"));
                return new ImportOutcome(0, errors);
            }

            await SaveAsync(lines, cancellationToken);
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{lines.Count} rows");
            return new ImportOutcome(lines.Count, []);
        });

    /// <summary>Stores checked rows, personal identifiers encrypted. Used by the import and by the sandbox.</summary>
    internal Task SaveAsync(IReadOnlyList<RegistryLine> lines, CancellationToken cancellationToken) => store.SaveAsync(
        [.. lines.Select(line => new IssuedCertificate
        {
            Thumbprint = line.Thumbprint, PartnerUserId = line.PartnerUserId, FullName = line.FullName, Inn = line.Inn, Kpp = line.Kpp,
            Organization = line.Organization, Phone = phones.Protect(line.Phone), PhoneTail = line.Phone[^4..],
            KonturUser = master.Fingerprint("kontur-user", line.Phone), Snils = line.Snils is { } number ? snils.Protect(number) : null,
            ValidUntil = line.ValidUntil,
        })],
        cancellationToken);
}

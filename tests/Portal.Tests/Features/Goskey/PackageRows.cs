using Portal.Access;
using Portal.Features.Goskey;
using Portal.Storage;

namespace Portal.Tests.Features.Goskey;

/// <summary>Rows of packages for store tests.</summary>
internal static class PackageRows
{
    /// <summary>A draft of a new person with one document.</summary>
    public static async Task<Package> AddAsync(Database database, TimeProvider? clock = null, string? personId = null, string title = "Договор аренды № 15", string recipient = "Петрова Анна", string? email = null)
    {
        clock ??= TimeProvider.System;
        personId ??= (await new PersonStore(database, clock).SeenAsync("https://idp.test", Guid.NewGuid().ToString(), "Автор", null)).Id;
        var package = new Package
        {
            Id = Guid.NewGuid().ToString(), PersonId = personId, PersonName = "Автор", SenderId = "sender-1", SenderName = "ООО «Ромашка-Тест»", State = PackageState.Draft, SignatureKind = SignatureKind.Unep,
            Title = title, RecipientName = recipient, Snils = "sealed", SnilsTail = "445 95", Email = email, ConsentedAt = clock.GetUtcNow(), CreatedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow(),
        };
        await new PackageStore(database, clock).AddAsync(package, [Document(package.Id)], "print");
        return package;
    }

    /// <summary>A document.</summary>
    public static PackageDocument Document(string packageId, int position = 1) => new()
    {
        Id = Guid.NewGuid().ToString(), PackageId = packageId, Position = position, DisplayName = $"Договор {position}.pdf", WireName = $"Dogovor_{position}.pdf", Description = "", Size = 100,
        Sha256 = new string('a', 64), UploadedAt = TimeProvider.System.GetUtcNow(),
    };
}

using System.Text.Json;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>Makes the sandbox's sending organisation a profile, as an administrator would; only for development.</summary>
public sealed class SenderSeeding(SenderStore store, SenderRightStore rights, SenderSeal seal, TimeProvider clock)
{
    private const string KeyName = "sandbox";
    private const string By = "Песочница";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds the profile of the sandbox's files, and rights for its head and an employee, when no profile is there and the sandbox has such files.</summary>
    /// <param name="sandbox">Folder of the sandbox.</param>
    /// <param name="head">Sends as the head.</param>
    /// <param name="employee">Sends by a power of attorney that ends in a year.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AddAsync(string sandbox, Person? head, Person? employee, CancellationToken cancellationToken = default)
    {
        var (apiKey, facts) = (Path.Combine(sandbox, "epgu-api-key"), Path.Combine(sandbox, "epgu-sender.json"));
        if (!File.Exists(apiKey) || !File.Exists(facts) || (await store.ListAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        var given = JsonSerializer.Deserialize<SandboxSender>(await File.ReadAllTextAsync(facts, cancellationToken), Json)!;
        var profile = Of(given, (await File.ReadAllTextAsync(apiKey, cancellationToken)).Trim());
        if (await store.AddAsync(profile, cancellationToken) != SenderWrite.Written)
        {
            return;
        }

        if (head is not null)
        {
            await rights.GrantAsync(Right(profile, head, SenderRightKind.Head), cancellationToken);
        }

        if (employee is not null)
        {
            var ends = MoscowTime.DateOf(clock.GetUtcNow()).AddYears(1);
            await rights.GrantAsync(
                Right(profile, employee, SenderRightKind.Employee) with { WarrantNumber = "Г-1", WarrantEndsOn = SenderProfile.TextOf(ends) }, cancellationToken);
        }
    }

    private SenderProfile Of(SandboxSender given, string apiKey)
    {
        var oid = given.Sender.OwnerOid.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return seal.WithApiKey(
            new SenderProfile
            {
                Id = Guid.NewGuid().ToString(), Organization = given.Organization.Name, Inn = given.Organization.Inn, Ogrn = given.Organization.Ogrn, Mnemonic = given.Mnemonic,
                Region = given.Region, ServiceName = SenderInput.UsualService, Layout = Enum.Parse<RequestLayout>(given.RequestLayout),
                Environment = Enum.Parse<SenderEnvironment>(given.Environment), PersonName = given.Sender.FullName, PersonOid = seal.SealOid(oid), ApiKey = "", ApiKeyTail = "",
                KeyName = seal.SealKeyName(KeyName), OwnerKey = seal.OwnerKey(oid, apiKey), ChangedBy = By,
            },
            apiKey);
    }

    private static SenderRight Right(SenderProfile profile, Person person, SenderRightKind kind) =>
        new() { Id = Guid.NewGuid().ToString(), SenderId = profile.Id, PersonId = person.Id, Kind = kind, GrantedBy = By };

    /// <summary>The sandbox's file: settings of contract goskey 1.4 that are no secrets.</summary>
    private sealed record SandboxSender(string Environment, SandboxPerson Sender, string Mnemonic, string Region, SandboxOrganization Organization, string RequestLayout);

    private sealed record SandboxPerson(string FullName, long OwnerOid);

    private sealed record SandboxOrganization(string Name, string Inn, string Ogrn);
}

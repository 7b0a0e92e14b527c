using System.Globalization;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Simulator.People;

namespace Portal.Tests.Fixtures;

/// <summary>A row of the registry of issued certificates as a test writes it into a CSV file; every value is right unless the test says otherwise.</summary>
public sealed record RegistryRow
{
    private static int last;

    /// <summary>Subject at the provider.</summary>
    public string User { get; init; } = "partner-9000";

    /// <summary>Owner.</summary>
    public string FullName { get; init; } = "Проверкин Пётр Петрович";

    /// <summary>Organisation's INN.</summary>
    public string Inn { get; init; } = "6676130154";

    /// <summary>Organisation's KPP.</summary>
    public string Kpp { get; init; } = "667601001";

    /// <summary>Organisation.</summary>
    public string Organization { get; init; } = "Тестовая";

    /// <summary>Phone.</summary>
    public string Phone { get; init; } = "9031112233";

    /// <summary>SNILS.</summary>
    public string Snils { get; init; } = "11223344595";

    /// <summary>Thumbprint; another one for every row.</summary>
    public string Thumbprint { get; init; } = Interlocked.Increment(ref last).ToString("X40", CultureInfo.InvariantCulture);

    /// <summary>End of the certificate's life.</summary>
    public string ValidUntil { get; init; } = "31.12.2027";

    /// <summary>A file of these rows.</summary>
    public static string File(params RegistryRow[] rows) => string.Join("\r\n", rows.Select(row => row.Line).Prepend(string.Join(';', RegistryFile.Columns))) + "\r\n";

    private string Line => string.Join(';', User, FullName, Inn, Kpp, Organization, Phone, Snils, Thumbprint, ValidUntil);
}

/// <summary>What administrators do with the registry, and people who come from it.</summary>
public static class Partner
{
    /// <summary>An administrator imports rows: looks at the preview and applies it.</summary>
    public static async Task<ApplyOutcome> ImportAsync(this PortalFixture fixture, params RegistryRow[] rows)
    {
        var admin = await fixture.Portal.ActorAsync("admin1");
        var file = System.Text.Encoding.UTF8.GetBytes(RegistryRow.File(rows));
        var outcome = await fixture.Get<PreviewImport>().RunAsync(admin, file, "registry.csv", TestContext.Current.CancellationToken);
        return await fixture.Get<ApplyImport>().RunAsync(admin, outcome.Preview!.Id, TestContext.Current.CancellationToken);
    }

    /// <summary>Somebody who signs in for the first time.</summary>
    public static async Task<Actor> PersonAsync(this PortalFixture fixture, string subject, string name = "Проверкин Пётр Петрович")
    {
        var issuer = new Uri(fixture.Outside.Address, "idp").ToString();
        var person = await fixture.Get<PersonStore>().SeenAsync(issuer, subject, name, email: null, TestContext.Current.CancellationToken);
        return new Actor(person.Id, Guid.NewGuid().ToString("N"), name, IsAdmin: false);
    }

    /// <summary>A seeded person of the sandbox.</summary>
    public static DemoPerson Demo(string login) => DemoPeople.All.Single(person => person.Login == login);
}

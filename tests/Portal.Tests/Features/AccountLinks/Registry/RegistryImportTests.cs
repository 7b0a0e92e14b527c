using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Dapper;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>Import in two steps: what the preview shows is what applying does, all of it or nothing.</summary>
public sealed class RegistryImportTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_preview_shows_exactly_what_applying_does(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);

        // Few thumbprints and few values, so that files meet the registry and themselves.
        var row = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[0, 9]).Select(
            (thumbprint, user, phone, snils, organization, wrong) => RegistryRig.Row(thumbprint) with
            {
                PartnerUserId = $"user-{user}", Phone = $"903000000{phone}", Snils = snils switch { 0 => "", 1 => "11223344595", _ => "16011457315" },
                Organization = $"ООО «{organization}»", Inn = wrong == 0 ? "123" : "6676130154",
            });
        await row.Array[1, 8].Array[6].SampleAsync(files => CheckAsync(rig, files), iter: engine == Databases.Sqlite ? 15 : 5, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Ten_thousand_rows_are_previewed_and_applied_and_the_second_time_nothing_changes(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var rows = Enumerable.Range(1, 10_000).Select(RegistryRig.Row).ToArray();
        rows[4_999] = rows[4_999] with { Inn = "1" };
        var clock = Stopwatch.StartNew();

        var preview = await rig.PreviewAsync(rows);
        var looked = clock.Elapsed;
        Assert.Equal((9_999, 0, 0, 1), (preview.New, preview.Changed, preview.Unchanged, preview.Refused));
        Assert.Equal(ApplyOutcome.Applied, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: preview {looked.TotalSeconds:0.0} s, apply {(clock.Elapsed - looked).TotalSeconds:0.0} s");

        var again = await rig.PreviewAsync(rows);
        Assert.Equal((0, 0, 9_999, 1), (again.New, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(9_999, await Databases.ScalarAsync<int>(rig.Database, "SELECT count(*) FROM issued_certificate"));
        Assert.Equal(1, (await rig.Find.RunAsync(RegistryRig.Admin, new RegistryFilter("user 7777"), 0, 10, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Ten_thousand_rows_in_any_encoding_with_duplicates_and_formulas_are_taken_or_refused_one_by_one(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var rows = Enumerable.Range(1, 10_000).Select(number => (number % 1000) switch
        {
            // Of a thousand: a formula in a name, a formula for a phone, the row before once more, the one before that in other words, a wrong number.
            100 => RegistryRig.Row(number) with { Organization = "=HYPERLINK(1)" },
            200 => RegistryRig.Row(number) with { Phone = "=9030000001" },
            300 => RegistryRig.Row(number - 1),
            400 => RegistryRig.Row(number - 1) with { Phone = "9039999999" },
            500 => RegistryRig.Row(number) with { Inn = "6676130155" },
            _ => RegistryRig.Row(number),
        }).ToArray();
        var text = RegistryRig.Text(rows);
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        byte[][] files =
        [
            windows.GetBytes(text), Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            Encoding.Unicode.GetBytes(text), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        ];

        foreach (var (file, i) in files.Select((file, i) => (file, i)))
        {
            var preview = (await rig.Preview.RunAsync(RegistryRig.Admin, file, "r.csv", Stop)).Preview!;

            // Refused: 10 phones, 10 repetitions, 20 of the contradictory pairs, 10 INN.
            Assert.Equal(i == 0 ? (9_950, 0, 50) : (0, 9_950, 50), (preview.New, preview.Unchanged, preview.Refused));
            var refused = (await rig.Read.RunAsync(RegistryRig.Admin, ImportPart.Refused, 0, 100, Stop))!.Value.Rows;
            Assert.Equal(
                [
                    (201, "В телефоне 10 цифр без кода страны"), (301, "Повторяет строку 300"),
                    (400, "Один отпечаток с разными данными в строках 400, 401: оставьте одну, верную"),
                    (401, "Один отпечаток с разными данными в строках 400, 401: оставьте одну, верную"),
                    (501, "Такого ИНН не бывает: не сходится контрольная цифра"),
                ],
                refused.Take(5).Select(row => ((int)row.Number, row.Sentence!)));
            if (i == 0)
            {
                Assert.Equal(ApplyOutcome.Applied, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));
            }
        }

        Assert.Equal(9_950, await Databases.ScalarAsync<int>(rig.Database, "SELECT count(*) FROM issued_certificate"));
        Assert.Equal(10, await Databases.ScalarAsync<int>(rig.Database, "SELECT count(*) FROM issued_certificate WHERE organization = '=HYPERLINK(1)'"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_failure_in_the_middle_leaves_the_registry_as_it_was(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1), RegistryRig.Row(2));
        var before = await rig.LinesAsync();
        var version = await rig.Store.VersionAsync(Stop);
        var preview = await rig.PreviewAsync(Enumerable.Range(1, 500).Select(number => RegistryRig.Row(number) with { Organization = "Другая" }));

        // A row in the middle cannot be opened any more.
        await using (var db = await rig.Database.OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE registry_import_row SET payload = 'broken' WHERE number = 400");
        }

        await Assert.ThrowsAnyAsync<Exception>(() => rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));

        Assert.Equal(before, await rig.LinesAsync());
        Assert.Equal(version, await rig.Store.VersionAsync(Stop));
        Assert.Equal(0, (await rig.Find.RunAsync(RegistryRig.Admin, new RegistryFilter("Другая"), 0, 10, Stop)).Total);
        Assert.NotNull(await rig.Read.RunAsync(RegistryRig.Admin, null, 0, 10, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_registry_changed_since_the_preview_makes_it_anew_and_writes_nothing(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var preview = await rig.PreviewAsync(RegistryRig.Row(1), RegistryRig.Row(2));
        Assert.IsType<SaveOutcome.Saved>(await rig.Save.RunAsync(RegistryRig.Other, RegistryRig.Row(1) with { Organization = "Чужая" }, null, cancellationToken: Stop));

        Assert.Equal(ApplyOutcome.Renewed, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));

        Assert.Single(await rig.LinesAsync());
        var (renewed, _, rows) = (await rig.Read.RunAsync(RegistryRig.Admin, ImportPart.Changed, 0, 10, Stop))!.Value;
        Assert.Equal((1, 1), (renewed.New, renewed.Changed));
        Assert.Equal([new FieldChange("Организация", "Чужая", "ООО «Ромашка»")], Assert.Single(rows).Plan!.Changes);
        Assert.Equal(ApplyOutcome.Applied, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));
        Assert.Equal(ApplyOutcome.Gone, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));
        Assert.Equal(2, (await rig.LinesAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_preview_is_its_administrators_own_and_ends_after_four_hours(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var preview = await rig.PreviewAsync(RegistryRig.Row(1));

        Assert.Null(await rig.Read.RunAsync(RegistryRig.Other, null, 0, 10, Stop));
        Assert.Equal(ApplyOutcome.Gone, await rig.Apply.RunAsync(RegistryRig.Other, preview.Id, Stop));
        Assert.NotNull((await rig.Preview.RunAsync(RegistryRig.Admin, Encoding.UTF8.GetBytes("не реестр"), "x.csv", Stop)).Problem);
        Assert.NotNull(await rig.Read.RunAsync(RegistryRig.Admin, null, 0, 10, Stop));

        rig.Clock.Advance(RegistryImportStore.Life + TimeSpan.FromSeconds(1));

        Assert.Null(await rig.Read.RunAsync(RegistryRig.Admin, null, 0, 10, Stop));
        Assert.Equal(ApplyOutcome.Gone, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));
        await rig.Imports.PurgeAsync(Stop);
        Assert.Equal(0, await Databases.ScalarAsync<int>(rig.Database, "SELECT count(*) FROM registry_import_row"));
        Assert.Empty(await rig.LinesAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task No_phone_or_snils_is_in_the_clear_anywhere_in_the_database(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1));
        await rig.LinkAsync(RegistryRig.Row(1));
        await rig.ImportAsync(RegistryRig.Row(1) with { Phone = "9035556677", Snils = "16011457315" });
        await rig.PreviewAsync(RegistryRig.Row(1) with { Phone = "9037778899", Snils = "12345678964" });

        await using var db = await rig.Database.OpenAsync(Stop);
        foreach (var table in new[] { "issued_certificate", "registry_term", "registry_import", "registry_import_row", "registry_change", "audit", "link" })
        {
            var text = string.Join('\n', (await db.QueryAsync($"SELECT * FROM {table}")).Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values)));
            Assert.NotEmpty(text);
            foreach (var secret in new[] { "9030000001", "9035556677", "9037778899", "11223344595", "16011457315", "12345678964" })
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Only_administrators_come_near()
    {
        await using var rig = await RegistryRig.CreateAsync(Databases.Sqlite);
        var preview = await rig.PreviewAsync(RegistryRig.Row(1));
        var person = RegistryRig.Admin with { IsAdmin = false };

        foreach (var attempt in new Func<Task>[]
        {
            () => rig.Preview.RunAsync(person, RegistryRig.File(RegistryRig.Row(1)), "x.csv", Stop), () => rig.Read.RunAsync(person, null, 0, 1, Stop),
            () => rig.Apply.RunAsync(person, preview.Id, Stop), () => rig.Save.RunAsync(person, RegistryRig.Row(2), null, cancellationToken: Stop),
            () => rig.Delete.RunAsync(person, RegistryRig.Row(1).Thumbprint, Stop), () => rig.Export.RunAsync(person, Stream.Null, Stop),
            () => rig.Find.RunAsync(person, new RegistryFilter(), 0, 1, Stop), () => rig.Changed.RunAsync(person, 0, 1, Stop),
            () => rig.Settle.RunAsync(person, new ChangedPerson("link", "", "", "", "", "", LinkState.Active, ChangedField.Phone, "", "", "", default), Stop),
        })
        {
            await Assert.ThrowsAsync<AccessDeniedException>(attempt);
        }

        Assert.Empty(await rig.LinesAsync());
    }

    // One file after another: the rows promised appear, the changes promised happen field by field, and nothing else does.
    private static async Task CheckAsync(RegistryRig rig, IEnumerable<RegistryFields[]> files)
    {
        foreach (var file in files)
        {
            var before = (await rig.LinesAsync()).ToDictionary(line => line.Thumbprint);
            var outcome = await rig.Preview.RunAsync(RegistryRig.Admin, RegistryRig.File(file), "r.csv", Stop);
            var expected = new Dictionary<string, RegistryLine>(before);
            var told = 0;
            foreach (var part in new[] { ImportPart.New, ImportPart.Changed, ImportPart.Unchanged, ImportPart.Refused })
            {
                var rows = (await rig.Read.RunAsync(RegistryRig.Admin, part, 0, 100, Stop))!.Value.Rows;
                told += rows.Count;
                Assert.Equal(outcome.Preview!.Count(part), rows.Count);
                foreach (var plan in rows.Select(row => row.Plan).OfType<PlannedRow>())
                {
                    Assert.Equal(part == ImportPart.New, !before.ContainsKey(plan.Line.Thumbprint));
                    Assert.Equal(part == ImportPart.Unchanged, before.GetValueOrDefault(plan.Line.Thumbprint) == plan.Line);
                    if (part == ImportPart.Changed)
                    {
                        Assert.Equal(Differences(before[plan.Line.Thumbprint], plan.Line), plan.Changes.Select(change => change.Field));
                    }

                    expected[plan.Line.Thumbprint] = plan.Line;
                }

                Assert.All(rows.Where(row => row.Plan is null), row => Assert.NotEmpty(row.Sentence!));
            }

            Assert.Equal(file.Length, told);
            Assert.Equal(ApplyOutcome.Applied, await rig.Apply.RunAsync(RegistryRig.Admin, outcome.Preview!.Id, Stop));
            Assert.Equal(expected.Values.OrderBy(line => line.Thumbprint, StringComparer.Ordinal), await rig.LinesAsync());
        }
    }

    private static IEnumerable<string> Differences(RegistryLine before, RegistryLine after) =>
        new (string Name, object? Before, object? After)[]
        {
            ("ИдПользователя", before.PartnerUserId, after.PartnerUserId), ("ФИО", before.FullName, after.FullName), ("ИНН", before.Inn, after.Inn),
            ("КПП", before.Kpp, after.Kpp), ("Организация", before.Organization, after.Organization), ("Телефон", before.Phone, after.Phone),
            ("СНИЛС", before.Snils, after.Snils), ("Действует до", before.ValidUntil, after.ValidUntil),
        }.Where(field => !Equals(field.Before, field.After)).Select(field => field.Name);
}

using System.Globalization;
using System.Text;
using Dapper;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>Search, the form's operations, export, and what a change means for people who are linked.</summary>
public sealed class RegistryStoreTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_search_finds_beginnings_of_words_and_ends_of_phones(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(
            RegistryRig.Row(1) with { FullName = "Семёнов Пётр", Organization = "ООО «Зелёный Ёж»", Phone = "9031114455" },
            RegistryRig.Row(2) with { FullName = "Семенова Анна", Organization = "100% шерсть", Inn = "667010000159", Kpp = "", PartnerUserId = "anna@partner.test" },
            RegistryRig.Row(3) with { FullName = "Ким Ли", Organization = "_под_черк", PartnerUserId = "A-17/Б" });

        Assert.Equal([2, 1], await FoundAsync("СЕМЕНОВ"));
        Assert.Equal([1], await FoundAsync("семёнов пет"));
        Assert.Equal([1], await FoundAsync("еж зел"));
        Assert.Equal([1], await FoundAsync("44-55"));
        Assert.Equal([1], await FoundAsync("4455"));
        Assert.Equal([2], await FoundAsync("667010000159"));
        Assert.Equal([2], await FoundAsync("100%"));
        Assert.Equal([2], await FoundAsync("anna@partner"));
        Assert.Equal([3], await FoundAsync("a-17"));
        Assert.Equal([3], await FoundAsync("под"));
        Assert.Empty(await FoundAsync("еменов"));
        Assert.Empty(await FoundAsync("' OR 1=1 --"));
        Assert.Empty(await FoundAsync("%"));
        Assert.Equal(3, (await FoundAsync("  ")).Count);
        Assert.Empty(await FoundAsync("9031114455"));

        // A row found by its former words is found no more.
        await rig.ImportAsync(RegistryRig.Row(3) with { FullName = "Иной" });
        Assert.Empty(await FoundAsync("ким"));

        async Task<List<int>> FoundAsync(string search) =>
            [.. (await rig.Find.RunAsync(RegistryRig.Admin, new RegistryFilter(search), 0, 10, Stop)).Rows.Select(row => int.Parse(row.Thumbprint, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Order().Reverse()];
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Filters_of_the_end_of_life_sorting_and_pages(string engine)
    {
        // The clock stands at 24 November 2026.
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(
            RegistryRig.Row(1) with { FullName = "В", ValidUntil = "23.11.2026" }, RegistryRig.Row(2) with { FullName = "Б", ValidUntil = "24.11.2026" },
            RegistryRig.Row(3) with { FullName = "А", ValidUntil = "23.12.2026" }, RegistryRig.Row(4) with { FullName = "Г", ValidUntil = "25.12.2026" });

        Assert.Equal("АБВГ", await NamesAsync(new RegistryFilter()));
        Assert.Equal("ГВБА", await NamesAsync(new RegistryFilter(Descending: true)));
        Assert.Equal("ВБАГ", await NamesAsync(new RegistryFilter(Sort: RegistrySort.End)));
        Assert.Equal("АБ", await NamesAsync(new RegistryFilter(State: RegistryState.Expiring)));
        Assert.Equal("В", await NamesAsync(new RegistryFilter(State: RegistryState.Expired)));
        Assert.Equal("А", await NamesAsync(new RegistryFilter("ромашка 000000".Split(' ')[0] + " а", RegistryState.Expiring)));
        Assert.Equal("ВГ", await NamesAsync(new RegistryFilter(), skip: 2));
        var found = await rig.Find.RunAsync(RegistryRig.Admin, new RegistryFilter(), 2, 1, Stop);
        Assert.Equal((4, 1, 2, 1), (found.Total, found.Rows.Count, found.Expiring, found.Expired));

        async Task<string> NamesAsync(RegistryFilter filter, int skip = 0) =>
            string.Concat((await rig.Find.RunAsync(RegistryRig.Admin, filter, skip, 10, Stop)).Rows.Select(row => row.FullName));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_row_is_added_corrected_and_deleted_by_hand(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        Assert.Contains("Phone", Assert.IsType<SaveOutcome.Wrong>(await rig.Save.RunAsync(RegistryRig.Admin, RegistryRig.Row(1) with { Phone = "1" }, null, cancellationToken: Stop)).Problems.Keys);
        Assert.IsType<SaveOutcome.Saved>(await rig.Save.RunAsync(RegistryRig.Admin, RegistryRig.Row(1), null, cancellationToken: Stop));
        Assert.IsType<SaveOutcome.Taken>(await rig.Save.RunAsync(RegistryRig.Admin, RegistryRig.Row(1), null, cancellationToken: Stop));
        var seen = await rig.Store.FindAsync(RegistryRig.Row(1).Thumbprint, Stop);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        var corrected = RegistryRig.Row(1) with { Organization = "Исправленная", Phone = "", Snils = "", Thumbprint = "" };
        Assert.IsType<SaveOutcome.Saved>(await rig.Save.RunAsync(RegistryRig.Admin, corrected, seen, cancellationToken: Stop));
        Assert.IsType<SaveOutcome.Overtaken>(await rig.Save.RunAsync(RegistryRig.Other, corrected with { Organization = "Чужая" }, seen, cancellationToken: Stop));

        Assert.Equal([RegistryRules.Line(RegistryRig.Row(1) with { Organization = "Исправленная" })], await rig.LinesAsync());
        Assert.Equal(DeleteOutcome.Deleted, await rig.Delete.RunAsync(RegistryRig.Admin, RegistryRig.Row(1).Thumbprint, Stop));
        Assert.Empty(await rig.LinesAsync());
        Assert.Equal(0, await Databases.ScalarAsync<int>(rig.Database, "SELECT count(*) FROM registry_term"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_row_of_a_linked_person_stays(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var (one, two) = (RegistryRig.Row(1), RegistryRig.Row(2) with { PartnerUserId = "user-1", Phone = RegistryRig.Row(1).Phone });
        await rig.ImportAsync(one, two);
        await rig.LinkAsync(one);

        Assert.Equal(DeleteOutcome.Deleted, await rig.Delete.RunAsync(RegistryRig.Admin, two.Thumbprint, Stop));
        Assert.Equal(DeleteOutcome.LastOfLinked, await rig.Delete.RunAsync(RegistryRig.Admin, one.Thumbprint, Stop));

        Assert.Single(await rig.LinesAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_change_of_a_linked_persons_phone_or_snils_waits_for_a_decision_and_leaves_the_link_alone(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1), RegistryRig.Row(2));
        var link = await rig.LinkAsync(RegistryRig.Row(1));
        var changed = RegistryRig.Row(1) with { Phone = "9035556677", Snils = "16011457315", Organization = "Другая" };

        var preview = await rig.PreviewAsync(changed, RegistryRig.Row(2) with { Phone = "9038889900" });
        Assert.Equal(1, preview.Decisions);
        var marked = Assert.Single((await rig.Read.RunAsync(RegistryRig.Admin, ImportPart.Decisions, 0, 10, Stop))!.Value.Rows).Plan!;
        Assert.Contains(new FieldChange("Телефон", "+7 ••• •••-00-01", "+7 ••• •••-66-77"), marked.Changes);
        Assert.Contains(new FieldChange("СНИЛС", "•••-•••-•45 95", "•••-•••-•73 15"), marked.Changes);
        Assert.Equal(ApplyOutcome.Applied, await rig.Apply.RunAsync(RegistryRig.Admin, preview.Id, Stop));

        Assert.Equal(link, await new LinkStore(rig.Database, rig.Clock).FindAsync(link.Id, Stop));
        var (rows, total) = await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop);
        Assert.Equal(2, total);
        Assert.Equal(
            [(ChangedField.Phone, "+7 ••• •••-00-01", "+7 ••• •••-66-77"), (ChangedField.Snils, "•••-•••-•45 95", "•••-•••-•73 15")],
            rows.OrderBy(row => row.Field).Select(row => (row.Field, row.Before, row.After)));
        Assert.All(rows, row => Assert.Equal((link.Id, link.PersonId, LinkState.Active), (row.LinkId, row.PersonId, row.LinkState)));

        // Settled is settled; a new change of the same field asks anew; the old value back leaves nothing to decide.
        Assert.True(await rig.Settle.RunAsync(RegistryRig.Admin, rows.Single(row => row.Field == ChangedField.Snils), Stop));
        Assert.Equal([ChangedField.Phone], (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows.Select(row => row.Field));
        await rig.ImportAsync(changed with { Snils = "12345678964" });
        Assert.Equal(2, (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Total);
        await rig.ImportAsync(changed with { Phone = RegistryRig.Row(1).Phone });
        Assert.Empty((await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task By_hand_a_snils_is_cleared_and_a_phone_changed_and_the_link_is_left_alone(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1));
        var link = await rig.LinkAsync(RegistryRig.Row(1));

        // An empty field keeps what was, and changes nothing: nobody is asked.
        Assert.Equal(new SaveOutcome.Saved(NeedsDecision: false), await SaveAsync(RegistryRig.Row(1) with { Phone = "", Snils = "" }, noSnils: false));
        Assert.NotNull(Assert.Single(await rig.LinesAsync()).Snils);
        Assert.Equal(0, (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Total);

        Assert.Equal(new SaveOutcome.Saved(NeedsDecision: true), await SaveAsync(RegistryRig.Row(1) with { Phone = "", Snils = "" }, noSnils: true));
        var line = Assert.Single(await rig.LinesAsync());
        Assert.Equal((RegistryRig.Row(1).Phone, null), (line.Phone, line.Snils));
        Assert.Equal(new SaveOutcome.Saved(NeedsDecision: true), await SaveAsync(RegistryRig.Row(1) with { Phone = "9035556677", Snils = "" }, noSnils: false));

        Assert.Equal(link, await new LinkStore(rig.Database, rig.Clock).FindAsync(link.Id, Stop));
        Assert.Equal(
            [(ChangedField.Phone, "+7 ••• •••-00-01", "+7 ••• •••-66-77"), (ChangedField.Snils, "•••-•••-•45 95", "не указан")],
            (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows.OrderBy(row => row.Field).Select(row => (row.Field, row.Before, row.After)));

        async Task<SaveOutcome> SaveAsync(RegistryFields typed, bool noSnils)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            return await rig.Save.RunAsync(RegistryRig.Admin, typed, await rig.Store.FindAsync(RegistryRig.Row(1).Thumbprint, Stop), noSnils, Stop);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_newer_certificate_with_another_phone_waits_too_until_the_link_follows(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1));
        var link = await rig.LinkAsync(RegistryRig.Row(1));

        // An older certificate with another phone says nothing: a link is made from the one that lives longest.
        await rig.ImportAsync(RegistryRig.Row(2) with { PartnerUserId = "user-1", ValidUntil = "31.12.2026" });
        Assert.Equal(0, (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Total);
        await rig.ImportAsync(RegistryRig.Row(3) with { PartnerUserId = "user-1", ValidUntil = "31.12.2028" });
        Assert.Equal([ChangedField.Phone], (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows.Select(row => row.Field));

        await using (var db = await rig.Database.OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE link SET kontur_user = @konturUser WHERE id = @Id", new { link.Id, konturUser = rig.Seal.KonturUser(RegistryRig.Row(3).Phone) });
        }

        Assert.Equal(0, (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_linked_person_whose_only_certificate_is_given_to_another_waits_for_a_decision_until_one_is_back(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1));
        var link = await rig.LinkAsync(RegistryRig.Row(1));
        var seen = await rig.Store.FindAsync(RegistryRig.Row(1).Thumbprint, Stop);

        Assert.Equal(
            new SaveOutcome.Saved(NeedsDecision: true),
            await rig.Save.RunAsync(RegistryRig.Admin, RegistryRig.Row(1) with { PartnerUserId = "user-2" }, seen, cancellationToken: Stop));

        var (rows, total) = await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop);
        var lost = Assert.Single(rows);
        Assert.Equal((1, ChangedField.Certificate, link.Id, RegistryRig.Row(1).FullName), (total, lost.Field, lost.LinkId, lost.FullName));
        Assert.Equal(("был", "сертификата больше нет", "user-1"), (lost.Before, lost.After, lost.PartnerUserId));

        // What is back is compared with what there was last.
        await rig.ImportAsync(RegistryRig.Row(3) with { PartnerUserId = "user-1", Phone = RegistryRig.Row(1).Phone, Snils = "16011457315" });
        Assert.Equal(
            [(ChangedField.Snils, "•••-•••-•45 95", "•••-•••-•73 15")],
            (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows.Select(row => (row.Field, row.Before, row.After)));

        // An import takes it away as well, and what is settled asks anew when it is lost again.
        await rig.ImportAsync(RegistryRig.Row(3) with { PartnerUserId = "user-2" });
        lost = Assert.Single((await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows);
        Assert.True(await rig.Settle.RunAsync(RegistryRig.Admin, lost, Stop));
        Assert.Equal(0, await rig.Changes.CountAsync(Stop));
        await rig.ImportAsync(RegistryRig.Row(1));
        await rig.ImportAsync(RegistryRig.Row(1) with { PartnerUserId = "user-2" });
        Assert.Equal([ChangedField.Certificate], (await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows.Select(row => row.Field));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_decision_about_what_has_changed_meanwhile_or_about_ones_own_link_is_not_taken(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(RegistryRig.Row(1));
        var link = await rig.LinkAsync(RegistryRig.Row(1));
        await rig.ImportAsync(RegistryRig.Row(1) with { Phone = "9035556677" });
        var seen = Assert.Single((await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows);

        await rig.ImportAsync(RegistryRig.Row(1) with { Phone = "9035556688" });
        Assert.False(await rig.Settle.RunAsync(RegistryRig.Admin, seen, Stop));

        var now = Assert.Single((await rig.Changed.RunAsync(RegistryRig.Admin, 0, 10, Stop)).Rows);
        Assert.Equal("+7 ••• •••-66-88", now.After);
        await Assert.ThrowsAsync<AccessDeniedException>(() => rig.Settle.RunAsync(new Actor(link.PersonId, "s", "Сам", IsAdmin: true), now, Stop));
        Assert.Equal(1, await rig.Changes.CountAsync(Stop));
        Assert.True(await rig.Settle.RunAsync(RegistryRig.Admin, now, Stop));
        Assert.Equal(0, await rig.Changes.CountAsync(Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Only_a_link_that_is_used_or_closed_holds_the_last_row(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(Enumerable.Range(1, 3).Select(RegistryRig.Row));
        await rig.LinkAsync(RegistryRig.Row(1), LinkState.Blocked);
        await rig.LinkAsync(RegistryRig.Row(2), LinkState.AwaitingApproval);

        Assert.Equal(["user-1"], (await rig.Store.LinkedAsync(["user-1", "user-2", "user-3"], Stop)).Keys);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_export_is_masked_and_holds_no_formula(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        string[] formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "ООО «Ромашка»; \"и\" другие"];
        await rig.ImportAsync(formulas.Select((text, i) => RegistryRig.Row(i + 1) with { Organization = text, FullName = $"Человек {i}" }));
        using var output = new MemoryStream();

        Assert.Equal(6, await rig.Export.RunAsync(RegistryRig.Admin, output, Stop));

        Assert.Equal(Encoding.UTF8.Preamble, output.ToArray().AsSpan(0, 3));
        var lines = Encoding.UTF8.GetString(output.ToArray().AsSpan(3)).Split("\r\n");
        Assert.Equal(string.Join(';', RegistryFile.Columns), lines[0]);
        Assert.Equal("user-1;Человек 0;6676130154;667601001;'=1+1;••• •••-00-01;•••-•••-•45 95;0000000000000000000000000000000000000001;31.12.2027", lines[1]);
        Assert.Equal(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "\"'\t=1\""], lines[1..6].Select(line => line.Split(';')[4]));
        Assert.Contains("\"ООО «Ромашка»; \"\"и\"\" другие\"", lines[6], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Seeding_adds_what_is_missing_and_leaves_what_was_corrected(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        var corrected = RegistryRig.Row(1) with { Organization = "Исправленная" };
        await rig.ImportAsync(corrected);

        await new RegistrySeeding(rig.Store, rig.Writing, rig.Imports, rig.Plan, rig.Seal).AddAsync(
            [RegistryRules.Line(RegistryRig.Row(1)), RegistryRules.Line(RegistryRig.Row(2))], Stop);

        Assert.Equal([RegistryRules.Line(corrected), RegistryRules.Line(RegistryRig.Row(2))], await rig.LinesAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Rows_older_than_the_search_are_made_findable(string engine)
    {
        await using var rig = await RegistryRig.CreateAsync(engine);
        await rig.ImportAsync(Enumerable.Range(1, 300).Select(RegistryRig.Row));
        await using (var db = await rig.Database.OpenAsync(Stop))
        {
            await db.ExecuteAsync("DELETE FROM registry_term");
            await db.ExecuteAsync("UPDATE issued_certificate SET folded = '', snils_print = NULL");
        }

        // Nodes that start at the same moment do it together.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new RegistrySeeding(rig.Store, rig.Writing, rig.Imports, rig.Plan, rig.Seal).StartAsync(Stop)));

        Assert.Equal(300, (await rig.Find.RunAsync(RegistryRig.Admin, new RegistryFilter("иванов"), 0, 10, Stop)).Total);
        Assert.Equal(2, (await rig.PreviewAsync(RegistryRig.Row(1), RegistryRig.Row(2))).Unchanged);
    }
}

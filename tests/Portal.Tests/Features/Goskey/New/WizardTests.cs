using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Storage;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey.New;

/// <summary>The operations of the wizard on the portal's own stores.</summary>
public sealed class WizardTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private readonly WizardRig rig = new(fixture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_may_send_from_nothing_begins_nothing()
    {
        var stranger = await fixture.Portal.ActorAsync("newcomer");
        Assert.Null(await fixture.Get<BeginPackage>().RunAsync(stranger, Stop));
        Assert.Equal(0, await Databases.ScalarAsync<long>(fixture.Get<Database>(), "SELECT count(*) FROM goskey_package WHERE person_id = @PersonId", new { stranger.PersonId }));
    }

    [Fact]
    public async Task The_first_step_names_every_field_that_is_wrong_and_saves_nothing()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.BeginAsync(actor);

        var wrong = Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipient>().RunAsync(
            actor, id, new RecipientInput { SenderId = "nobody's", Name = " ", Snils = "112-233-445 96", Email = "petr@" }, Stop));

        Assert.Equal(["Consented", "Email", "Kind", "Name", "SenderId", "Snils"], wrong.Problems.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("контрольное число", wrong.Problems["Snils"], StringComparison.Ordinal);
        Assert.False((await rig.OpenAsync(actor, id)).HasRecipient);
        var short11 = Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipient>().RunAsync(actor, id, await rig.InputAsync(actor) with { Snils = "112" }, Stop));
        Assert.Contains("11 цифр", Assert.Single(short11.Problems).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipient_is_saved_encrypted_kept_when_nothing_is_typed_and_found_again_by_name()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.BeginAsync(actor);
        var input = await rig.InputAsync(actor) with { Name = "Ёлкина Запомненная", Email = "elka@example.ru", Remember = true };
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipient>().RunAsync(actor, id, input, Stop));

        var saved = await rig.OpenAsync(actor, id);
        Assert.Equal(("***-***-445 95", "elka@example.ru", SignatureKind.Ukep), (saved.MaskedSnils, saved.Email, saved.Package.SignatureKind));
        Assert.Equal("11223344595", fixture.Get<RecipientSeal>().Open(saved.Package.Snils!).Digits);
        Assert.Equal(0, await Databases.ScalarAsync<long>(
            fixture.Get<Database>(),
            "SELECT count(*) FROM goskey_package WHERE snils LIKE '%11223344595%' OR snils_print LIKE '%11223344595%' OR email LIKE '%elka%'"));

        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipient>().RunAsync(actor, id, input with { Name = "Ёлкина", Snils = "", Remember = false }, Stop));
        var kept = await rig.OpenAsync(actor, id);
        Assert.Equal(("Ёлкина", "***-***-445 95", saved.Package.ConsentedAt), (kept.Package.RecipientName, kept.MaskedSnils, kept.Package.ConsentedAt));

        var known = Assert.Single(await fixture.Get<ListRecipients>().RunAsync(actor, "елкина зап", Stop));
        Assert.Equal(("***-***-445 95", "elka@example.ru"), (known.MaskedSnils, known.Email));
        var next = await rig.BeginAsync(actor);
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipient>().RunAsync(actor, next, input with { Snils = "", RememberedId = known.Id, Remember = false }, Stop));
        Assert.Equal("11223344595", fixture.Get<RecipientSeal>().Open((await rig.OpenAsync(actor, next)).Package.Snils!).Digits);

        // A colleague who guesses the id gets no SNILS by it.
        var colleague = await fixture.Portal.ActorAsync("accountant");
        var theirs = await rig.BeginAsync(colleague);
        var refused = Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipient>().RunAsync(
            colleague, theirs, await rig.InputAsync(colleague) with { Snils = "", RememberedId = known.Id }, Stop));
        Assert.Equal(["Snils"], refused.Problems.Keys);

        Assert.True(await fixture.Get<ForgetRecipient>().RunAsync(actor, known.Id, Stop));
        Assert.Empty(await fixture.Get<ListRecipients>().RunAsync(actor, "елкина зап", Stop));
        Assert.NotNull((await rig.OpenAsync(actor, next)).MaskedSnils);
    }

    [Fact]
    public async Task A_list_is_read_looked_at_taken_without_twins_and_remembered_as_a_group()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.BeginAsync(actor);
        var change = fixture.Get<ChangeRecipientList>();
        await rig.ReadAsync(actor, id, "Пётр;112-233-445 95;petr@example.ru\nАнна;990-000-001 53\nОшибка;1");
        Assert.Empty((await rig.OpenAsync(actor, id)).Listed);
        Assert.Equal((2, 1), ((await rig.OpenAsync(actor, id)).Read!.People.Count, (await rig.OpenAsync(actor, id)).Read!.Errors.Count));

        Assert.Equal(new ListChanged(2, 0, null), await change.RunAsync(actor, id, new ListChange.TakeFile(), Stop));
        await rig.ReadAsync(actor, id, "Пётр;112-233-445 95\nВера;990-000-002 54");
        Assert.Equal(new ListChanged(1, 1, null), await change.RunAsync(actor, id, new ListChange.TakeFile(), Stop));
        var listed = (await rig.OpenAsync(actor, id)).Listed;
        Assert.Equal(["Пётр", "Анна", "Вера"], listed.Select(one => one.Name));
        await change.RunAsync(actor, id, new ListChange.Remove(listed[1].SnilsPrint), Stop);

        var sender = (await fixture.Get<ListOwnSenders>().RunAsync(actor, Stop))[0].Id;
        var input = new ListInput { SenderId = sender, Kind = SignatureKind.Unep, Consented = true, GroupName = "Приёмка" };
        Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipientList>().RunAsync(actor, id, input with { Consented = false }, Stop));
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipientList>().RunAsync(actor, id, input, Stop));
        Assert.True((await rig.OpenAsync(actor, id)).HasRecipient);

        var next = await rig.BeginAsync(actor);
        Assert.Contains(await fixture.Get<ListRecipientGroups>().RunAsync(actor, Stop), group => group == new RecipientGroup { Name = "Приёмка", People = 2 });
        Assert.Equal(new ListChanged(2, 0, null), await change.RunAsync(actor, next, new ListChange.AddGroup("Приёмка"), Stop));
        Assert.Equal(["Вера", "Пётр"], (await rig.OpenAsync(actor, next)).Listed.Select(one => one.Name));

        // Somebody new in the list: the consent has to be said again.
        await rig.ReadAsync(actor, id, "Новый;990-000-003 55");
        await change.RunAsync(actor, id, new ListChange.TakeFile(), Stop);
        var review = (await fixture.Get<ReviewPackage>().RunAsync(actor, id, Stop))!;
        Assert.Contains(review.Concerns, concern => concern.Text.Contains("Список изменился", StringComparison.Ordinal));
        await change.RunAsync(actor, id, new ListChange.Clear(), Stop);
        var empty = Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipientList>().RunAsync(actor, id, input, Stop));
        Assert.Equal([SaveRecipientList.People], empty.Problems.Keys);
    }

    [Fact]
    public async Task A_list_of_more_than_five_hundred_is_refused_and_stays_as_it_was()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.BeginAsync(actor);
        await rig.ReadAsync(actor, id, WizardRig.People(499));
        Assert.Equal(499, (await fixture.Get<ChangeRecipientList>().RunAsync(actor, id, new ListChange.TakeFile(), Stop)).Added);
        await rig.ReadAsync(actor, id, "Пётр;112-233-445 95\nАнна;990-000-001 53");

        Assert.Contains("не больше 500", (await fixture.Get<ChangeRecipientList>().RunAsync(actor, id, new ListChange.TakeFile(), Stop)).Problem, StringComparison.Ordinal);
        Assert.Equal(499, (await rig.OpenAsync(actor, id)).Listed.Count);
        Assert.Equal(TimeSpan.FromMinutes(240), (await fixture.Get<ReviewPackage>().RunAsync(actor, id, Stop))!.LastAfter);
    }

    [Fact]
    public async Task Documents_are_ordered_renamed_and_removed_and_a_wrong_name_changes_nothing()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.BeginAsync(actor);
        var (first, second) = ((await rig.AddAsync(actor, id, "Договор.pdf", WizardRig.Pdf("1"))).Document!, (await rig.AddAsync(actor, id, "Акт.pdf", WizardRig.Pdf("2"))).Document!);
        Assert.Equal(("Dogovor.pdf", "Akt.pdf"), (first.WireName, second.WireName));
        var arrange = fixture.Get<ArrangeDocuments>();

        await arrange.RunAsync(actor, id, new DocumentChange.Move(second.Id, Up: true), Stop);
        await arrange.RunAsync(actor, id, new DocumentChange.Move(second.Id, Up: true), Stop);
        Assert.IsType<StepOutcome.Saved>(await arrange.RunAsync(actor, id, new DocumentChange.Describe(first.Id, "Аренда 15", "О складе"), Stop));
        foreach (var (name, description, field) in new[] { ("акт", "", "Name"), ("..\\a", "", "Name"), ("", "", "Name"), ("a\u202Efdp", "", "Name"), ("Имя", new string('я', 251), "Description"), ("Имя", "\u0001", "Description") })
        {
            Assert.Equal([field], Assert.IsType<StepOutcome.Wrong>(await arrange.RunAsync(actor, id, new DocumentChange.Describe(first.Id, name, description), Stop)).Problems.Keys);
        }

        Assert.Equal(
            [("Акт.pdf", "Akt.pdf", ""), ("Аренда 15.pdf", "Arenda 15.pdf", "О складе")],
            (await rig.OpenAsync(actor, id)).Documents.Select(one => (one.DisplayName, one.WireName, one.Description)));
        Assert.IsType<StepOutcome.Saved>(await arrange.RunAsync(actor, id, new DocumentChange.Remove(second.Id), Stop));
        Assert.IsType<StepOutcome.Saved>(await arrange.RunAsync(actor, id, new DocumentChange.Remove(second.Id), Stop));
        Assert.IsType<StepOutcome.Gone>(await arrange.RunAsync(actor, id, new DocumentChange.Move(second.Id, Up: true), Stop));
        Assert.Equal([1L], (await rig.OpenAsync(actor, id)).Documents.Select(one => one.Position));
    }

    [Fact]
    public async Task The_review_is_silent_when_all_is_well_and_names_the_step_of_what_is_not()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.WholeAsync(actor);
        var review = (await fixture.Get<ReviewPackage>().RunAsync(actor, id, Stop))!;
        Assert.Empty(review.Concerns);
        Assert.Equal((1, TimeSpan.Zero, SenderRightKind.Head), (review.Packages, review.LastAfter, review.Sender?.Kind));
        Assert.NotNull(review.Sender?.Owner);

        var empty = (await fixture.Get<ReviewPackage>().RunAsync(actor, await rig.BeginAsync(actor), Stop))!;
        Assert.Contains(empty.Concerns, concern => concern is { Place: ConcernPlace.Recipient } && concern.Text.Contains("кто подписывает", StringComparison.Ordinal));
        Assert.Contains(empty.Concerns, concern => concern is { Place: ConcernPlace.Documents } && concern.Text.Contains("хотя бы один документ", StringComparison.Ordinal));
        Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveTitle>().RunAsync(actor, id, new string('я', 251), Stop));
        Assert.Equal("Договор аренды № 15", (await rig.OpenAsync(actor, id)).Package.Title);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_stops_the_package_at_the_review_and_at_the_first_step()
    {
        var actor = await fixture.PersonAsync("goskey-wizard", "Отозванный Олег");
        var sender = (await fixture.Get<SenderStore>().ListAsync(Stop))[0];
        var right = new SenderRight { Id = Guid.NewGuid().ToString(), SenderId = sender.Id, PersonId = actor.PersonId, Kind = SenderRightKind.Head, GrantedBy = "Тест" };
        Assert.True(await fixture.Get<SenderRightStore>().GrantAsync(right, Stop));
        var id = await rig.WholeAsync(actor);
        Assert.True(await fixture.Get<SenderRightStore>().RevokeAsync(right.Id, "Тест", Stop));

        var review = (await fixture.Get<ReviewPackage>().RunAsync(actor, id, Stop))!;
        Assert.Equal([ConcernPlace.Administrator], review.Concerns.Select(concern => concern.Place));
        var refused = Assert.IsType<StepOutcome.Wrong>(await fixture.Get<SaveRecipient>().RunAsync(
            actor, id, new RecipientInput { SenderId = sender.Id, Kind = SignatureKind.Unep, Name = "Пётр", Consented = true }, Stop));
        Assert.Equal(["SenderId"], refused.Problems.Keys);
    }

    [Fact]
    public async Task What_is_no_draft_any_more_is_changed_by_no_step()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        var id = await rig.WholeAsync(actor);
        var document = (await rig.OpenAsync(actor, id)).Documents[0];
        await using (var db = await fixture.Get<Database>().OpenAsync(Stop))
        {
            await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE goskey_package SET state = 'Queued' WHERE id = @id", new { id });
        }

        Assert.IsType<StepOutcome.Gone>(await fixture.Get<SaveRecipient>().RunAsync(actor, id, await rig.InputAsync(actor), Stop));
        Assert.IsType<StepOutcome.Gone>(await fixture.Get<SaveRecipientList>().RunAsync(actor, id, new ListInput(), Stop));
        Assert.IsType<StepOutcome.Gone>(await fixture.Get<SaveTitle>().RunAsync(actor, id, "Другое", Stop));
        Assert.IsType<StepOutcome.Gone>(await fixture.Get<ArrangeDocuments>().RunAsync(actor, id, new DocumentChange.Remove(document.Id), Stop));
        Assert.Contains("уже отправляют", (await rig.AddAsync(actor, id, "b.pdf", WizardRig.Pdf("b"))).Refusal, StringComparison.Ordinal);
        Assert.Contains("уже отправляют", (await rig.ReadAsync(actor, id, "Пётр;112-233-445 95")).Problem, StringComparison.Ordinal);
        Assert.Contains("уже отправляют", (await fixture.Get<ChangeRecipientList>().RunAsync(actor, id, new ListChange.Clear(), Stop)).Problem, StringComparison.Ordinal);
        Assert.False(await fixture.Get<DiscardPackage>().RunAsync(actor, id, Stop));
        Assert.Null(await fixture.Get<OpenDraft>().RunAsync(actor, id, Stop));
        Assert.Null(await fixture.Get<ReviewPackage>().RunAsync(actor, id, Stop));
        Assert.Equal([document], await fixture.Get<PackageStore>().DocumentsAsync(id, Stop));
    }
}

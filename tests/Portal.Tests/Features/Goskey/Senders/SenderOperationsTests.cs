using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Senders;
using Portal.Ui;

namespace Portal.Tests.Features.Goskey.Senders;

/// <summary>What administrators do with profiles and rights, and who may send, against the simulator's ESIA.</summary>
public sealed class SenderOperationsTests(SendersFixture fixture) : IClassFixture<SendersFixture>
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Refusals => new()
    {
        { "ESIA-037218", "ЕСИА не знает такого API-Key" },
        { "ESIA-037219", "ЕСИА не нашла сотрудника" },
        { "ESIA-038000", "ЕСИА не нашла организацию" },
        { "ESIA-037214", "API-Key заблокирован" },
        { "ESIA-037213", "Срок API-Key истёк" },
        { "ESIA-037215", "Сотрудник, который сформировал API-Key, заблокирован" },
        { "ESIA-037216", "Сотрудник, для которого сформирован API-Key, заблокирован" },
        { "ESIA-037217", "Нет доверенности на формирование API-Key" },
        { "ESIA-005027", "В самой ЕСИА неверно настроены области доступа" },
    };

    [Fact]
    public async Task The_sandbox_s_sender_is_there_and_its_director_and_accountant_may_send()
    {
        var director = Assert.Single(await fixture.Get<ListOwnSenders>().RunAsync(await fixture.Portal.Portal.ActorAsync("director"), Stop));
        var accountant = Assert.Single(await fixture.Get<ListOwnSenders>().RunAsync(await fixture.Portal.Portal.ActorAsync("accountant"), Stop));
        Assert.Empty(await fixture.Get<ListOwnSenders>().RunAsync(await fixture.Portal.Portal.ActorAsync("newcomer"), Stop));

        Assert.Equal((SenderRightKind.Head, (DateOnly?)null, (string?)null, "6676130154"), (director.Kind, director.WarrantEndsOn, director.Problem, director.Inn));
        Assert.Equal((SenderRightKind.Employee, director.Id), (accountant.Kind, accountant.Id));
        Assert.NotNull(accountant.WarrantEndsOn);
        Assert.True((await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), director.Id, Stop)).Works);
    }

    [Fact]
    public async Task A_profile_is_made_opened_and_works_at_ESIA()
    {
        var profile = await fixture.SecondAsync();

        var check = await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop);
        Assert.True(check.Works, check.What);
        var opened = await fixture.Get<OpenSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop);
        Assert.Equal(fixture.Second with { ApiKey = "" }, opened!.Typed);
        Assert.Equal(fixture.SecondApiKey[^4..], opened.Profile.ApiKeyTail);
        Assert.Null(opened.Key.Fault);
        Assert.False(opened.IsForeignKey);
        var sender = await fixture.Get<SenderKeys>().OfAsync(profile.Id, Stop);
        Assert.Equal((fixture.SecondApiKey, SendersFixture.SecondInn), (sender.Key.ApiKey, sender.Key.Signer.Certificate.InnOfEntity));
        Assert.DoesNotContain(fixture.SecondApiKey, sender.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_refusal_of_ESIA_has_its_own_sentence(string code, string words)
    {
        var profile = await fixture.SecondAsync();
        await fixture.RefuseAsync(code);
        try
        {
            var check = await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop);

            Assert.False(check.Works);
            Assert.StartsWith(words, check.What, StringComparison.Ordinal);
            Assert.NotNull(check.Advice);
            Assert.Equal(code, check.Code);
        }
        finally
        {
            await fixture.RefuseAsync(null);
        }
    }

    [Fact]
    public async Task A_key_that_works_but_is_another_system_s_or_unknown_is_told()
    {
        var profile = await fixture.SecondAsync();
        var save = fixture.Get<SaveSender>();
        Assert.IsType<SaveSenderOutcome.Saved>(await save.RunAsync(await fixture.AdminAsync(Old), fixture.Second with { ApiKey = "", Mnemonic = "OTHER" }, profile, Stop));
        var mnemonic = await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop);
        Assert.False(mnemonic.Works);
        Assert.Contains("выдан системе DEMO02", mnemonic.What, StringComparison.Ordinal);

        profile = await fixture.SecondAsync();
        Assert.IsType<SaveSenderOutcome.Saved>(await save.RunAsync(await fixture.AdminAsync(), fixture.Second with { ApiKey = "", PersonOid = "42" }, profile, Stop));
        Assert.Contains("другому сотруднику", (await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop)).What, StringComparison.Ordinal);

        profile = await fixture.SecondAsync();
        Assert.IsType<SaveSenderOutcome.Saved>(await save.RunAsync(await fixture.AdminAsync(), fixture.Second with { ApiKey = Guid.NewGuid().ToString() }, profile, Stop));
        Assert.Equal("ESIA-037218", (await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop)).Code);
    }

    [Fact]
    public async Task Keys_and_rights_want_a_fresh_sign_in_and_other_fields_do_not()
    {
        var profile = await fixture.SecondAsync();
        var (save, old) = (fixture.Get<SaveSender>(), await fixture.AdminAsync(Old));
        var person = (await fixture.Portal.Portal.ActorAsync("mydss")).PersonId;

        await Assert.ThrowsAsync<StepUpNeededException>(() => save.RunAsync(old, fixture.Second, null, Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => save.RunAsync(old, fixture.Second, profile, Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => save.RunAsync(old, fixture.Second with { ApiKey = "", KeyName = "sandbox" }, profile, Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => fixture.Get<GrantRight>().RunAsync(old, profile.Id, new RightInput(person, SenderRightKind.Head), Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => fixture.Get<CloseSender>().RunAsync(old, profile.Id, profile.Version, Stop));
        Assert.IsType<SaveSenderOutcome.Saved>(await save.RunAsync(old, fixture.Second with { ApiKey = "", Region = "77" }, profile, Stop));
        Assert.IsType<SaveSenderOutcome.Overtaken>(await save.RunAsync(old, fixture.Second with { ApiKey = "", Region = "78" }, profile, Stop));
        Assert.Equal(fixture.SecondApiKey, (await fixture.Get<SenderKeys>().OfAsync(profile.Id, Stop)).Key.ApiKey);
    }

    [Fact]
    public async Task A_foreign_or_unreadable_key_and_a_second_profile_are_refused_beside_their_fields()
    {
        var profile = await fixture.SecondAsync();
        var (save, admin) = (fixture.Get<SaveSender>(), await fixture.AdminAsync());

        var foreign = Assert.IsType<SaveSenderOutcome.Wrong>(await save.RunAsync(admin, fixture.Second with { KeyName = "sandbox" }, profile, Stop));
        Assert.StartsWith("Ключ другой организации", foreign.Problems[nameof(SenderInput.KeyName)], StringComparison.Ordinal);
        var missing = Assert.IsType<SaveSenderOutcome.Wrong>(await save.RunAsync(admin, fixture.Second with { KeyName = "missing" }, profile, Stop));
        Assert.Equal("Файл закрытого ключа не читается", missing.Problems[nameof(SenderInput.KeyName)]);
        Assert.IsType<SaveSenderOutcome.Wrong>(await save.RunAsync(admin, fixture.Second with { KeyName = "no such" }, profile, Stop));
        var second = Assert.IsType<SaveSenderOutcome.Wrong>(await save.RunAsync(admin, fixture.Second, null, Stop));
        Assert.Equal([nameof(SenderInput.Inn)], second.Problems.Keys);
    }

    [Fact]
    public async Task A_key_that_broke_later_is_told_at_the_profile_and_is_read_again_once_it_is_mended()
    {
        var profile = await fixture.SecondAsync();
        var (good, admin) = (await File.ReadAllBytesAsync(fixture.SecondKeyFile, Stop), await fixture.AdminAsync());
        await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Head));
        try
        {
            await File.WriteAllTextAsync(fixture.SecondKeyFile, "spoiled", Stop);

            var opened = await fixture.Get<OpenSender>().RunAsync(admin, profile.Id, Stop);
            Assert.NotNull(opened!.Key.Fault);
            Assert.Equal(ExpiryLevel.Ended, opened.Expiry[0].Level);
            Assert.False((await fixture.Get<CheckSender>().RunAsync(admin, profile.Id, Stop)).Works);
            await Assert.ThrowsAsync<SenderUnusableException>(() => fixture.Get<SenderKeys>().OfAsync(profile.Id, Stop));
            Assert.Contains("администратору", Assert.Single(await fixture.Get<ListOwnSenders>().RunAsync(await fixture.Portal.Portal.ActorAsync("mydss"), Stop)).Problem, StringComparison.Ordinal);
            Assert.Contains(await fixture.Get<ListExpiringSenders>().RunAsync(admin, 10, Stop), one => one.Id == profile.Id);

            // What has nothing to do with the key can still be corrected.
            Assert.IsType<SaveSenderOutcome.Saved>(await fixture.Get<SaveSender>().RunAsync(admin, fixture.Second with { ApiKey = "", Region = "50" }, profile, Stop));
        }
        finally
        {
            await File.WriteAllBytesAsync(fixture.SecondKeyFile, good, Stop);
        }

        Assert.Null((await fixture.Get<OpenSender>().RunAsync(admin, profile.Id, Stop))!.Key.Fault);
        Assert.DoesNotContain(await fixture.Get<ListExpiringSenders>().RunAsync(admin, 10, Stop), one => one.Id == profile.Id);
        Assert.Empty(await fixture.Get<ListExpiringSenders>().RunAsync(await fixture.Portal.Portal.ActorAsync("director"), 10, Stop));
    }

    [Fact]
    public async Task A_right_is_granted_checked_and_taken_away()
    {
        var profile = await fixture.SecondAsync();
        var mydss = await fixture.Portal.Portal.ActorAsync("mydss");
        var today = MoscowTime.DateOf(TimeProvider.System.GetUtcNow());
        var find = fixture.Get<FindSendingRight>();
        await Assert.ThrowsAsync<AccessDeniedException>(() => find.RunAsync(mydss, profile.Id, Stop));

        var wrong = Assert.IsType<GrantOutcome.Wrong>(await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Employee, "", SenderProfile.TextOf(today.AddDays(-1))!)));
        Assert.Equal([nameof(RightInput.WarrantEndsOn), nameof(RightInput.WarrantNumber)], wrong.Problems.Keys.Order());
        Assert.IsType<GrantOutcome.Wrong>(await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Entrepreneur)));
        Assert.IsType<GrantOutcome.Granted>(await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Employee, "12-А", SenderProfile.TextOf(today)!)));

        var right = await find.RunAsync(mydss, profile.Id, Stop);
        Assert.Equal(("12-А", today, profile.Id), (right.Right.WarrantNumber, right.Right.WarrantEnds, right.Profile.Id));
        Assert.True(await fixture.Get<RevokeRight>().RunAsync(await fixture.AdminAsync(Old), right.Right.Id, Stop));
        Assert.False(await fixture.Get<RevokeRight>().RunAsync(await fixture.AdminAsync(Old), right.Right.Id, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => find.RunAsync(mydss, profile.Id, Stop));
    }

    [Fact]
    public async Task An_ended_power_of_attorney_and_a_closed_profile_are_refused_in_their_own_words()
    {
        var profile = await fixture.SecondAsync();
        var mydss = await fixture.Portal.Portal.ActorAsync("mydss");
        var yesterday = MoscowTime.DateOf(TimeProvider.System.GetUtcNow()).AddDays(-1);
        await fixture.Get<SenderRightStore>().GrantAsync(
            new SenderRight
            {
                Id = Guid.NewGuid().ToString(), SenderId = profile.Id, PersonId = mydss.PersonId, Kind = SenderRightKind.Employee, WarrantNumber = "9",
                WarrantEndsOn = SenderProfile.TextOf(yesterday),
            },
            Stop);

        var ended = await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<FindSendingRight>().RunAsync(mydss, profile.Id, Stop));
        Assert.Contains("доверенность № 9", ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await fixture.Get<ListOwnSenders>().RunAsync(mydss, Stop), one => one.Id == profile.Id);

        await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Head));
        Assert.Contains(await fixture.Get<ListOwnSenders>().RunAsync(mydss, Stop), one => one.Id == profile.Id);
        Assert.True(await fixture.Get<CloseSender>().RunAsync(await fixture.AdminAsync(), profile.Id, profile.Version, Stop));
        Assert.Contains("закрыт", (await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<FindSendingRight>().RunAsync(mydss, profile.Id, Stop))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await fixture.Get<ListOwnSenders>().RunAsync(mydss, Stop), one => one.Id == profile.Id);
        Assert.IsType<GrantOutcome.Overtaken>(await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Head)));

        // What was sent before is still followed.
        Assert.Equal(profile.Id, (await fixture.Get<SenderKeys>().OfAsync(profile.Id, Stop)).Id);
    }

    [Fact]
    public async Task Every_step_is_in_the_log_and_no_secret_is()
    {
        var profile = await fixture.SecondAsync();
        await fixture.Get<CheckSender>().RunAsync(await fixture.AdminAsync(), profile.Id, Stop);
        await GrantAsync(profile, "mydss", new RightInput("", SenderRightKind.Head));

        var rows = (await fixture.Get<SearchAudit>().RunAsync(await fixture.AdminAsync(), new AuditQuery { Object = profile.Id }, 0, 50, Stop)).Rows;
        var operations = rows.Select(row => row.Operation).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "goskey.add-sender", "goskey.check-sender", "goskey.grant-right" }, operations);
        Assert.All(rows, row => Assert.DoesNotContain(fixture.SecondApiKey, row.Detail ?? "", StringComparison.Ordinal));
        Assert.All(operations, operation => Assert.NotEqual(operation, AuditWords.Operation(operation)));
    }

    private async Task<GrantOutcome> GrantAsync(SenderProfile profile, string login, RightInput right) => await fixture.Get<GrantRight>().RunAsync(
        await fixture.AdminAsync(), profile.Id, right with { PersonId = (await fixture.Portal.Portal.ActorAsync(login)).PersonId }, Stop);
}

using Portal.Features.Attention;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inbox;
using Portal.Integrations.KonturExtern;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Attention;

/// <summary>Home: everything that needs a person, in all of their accounts, and what is due.</summary>
public sealed class AttentionTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_begun_what_waits_for_a_code_and_what_a_colleague_asks_for_stand_in_one_list()
    {
        var director = await fixture.InAsync("director", Account);
        var accountant = await fixture.InAsync("accountant", Account);
        var begun = await fixture.UploadAsync(director, Account, Report.Another());
        var signed = await fixture.CheckedAsync(director, Account, Report.Another());
        var thumbprint = (await fixture.ReadAsync(director, Account, signed)).Draft.CertificateThumbprint!;
        var signing = await fixture.Get<SignDraft>().RunAsync(director, signed, thumbprint, Stop);
        var handed = await fixture.UploadAsync(accountant, Account, Report.Another());
        var colleague = (await fixture.Get<ListColleagues>().RunAsync(accountant, Account, Stop)).Single(one => one.FullName.StartsWith("Иванов", StringComparison.Ordinal));
        Assert.Equal(HandOverOutcome.Handed, await fixture.Get<HandOver>().RunAsync(accountant, handed, colleague.LinkId, "Подпишите", Stop));

        var list = await fixture.Get<ListAttention>().RunAsync(director, Stop);

        Assert.Contains(list.Items, item => item.Kind == AttentionKind.Draft && item.Id == begun && list.NameOf(item.AccountId) == "Тестовая");
        Assert.Contains(list.Items, item => item.Kind == AttentionKind.Confirmation && item.Id == signing!.Id && item.Action == "Ввести код");
        Assert.Contains(list.Items, item => item.Kind == AttentionKind.Signature && item.Reason.Contains("Петрова", StringComparison.Ordinal));
        Assert.DoesNotContain((await fixture.Get<ListAttention>().RunAsync(accountant, Stop)).Items, item => item.Kind is AttentionKind.Draft or AttentionKind.Confirmation && (item.Id == begun || item.Id == signing!.Id));
    }

    [Fact]
    public async Task What_a_state_body_awaits_and_refusals_nobody_read_stand_there_until_they_are_answered_or_read()
    {
        var director = await fixture.InAsync("director", Account);
        await fixture.Outside.IncomingAsync(Account, "fns534-cu-letter");
        await fixture.Get<RefreshDocflows>().RunAsync(director, Account, cancellationToken: Stop);
        var items = (await fixture.Get<ListAttention>().RunAsync(director, Stop)).Items;
        var letter = items.Single(item => item.Kind == AttentionKind.Answer);
        Assert.Equal(("Ждёт извещения", "Ответить"), (letter.Reason, letter.Action));
        var refusal = items.First(item => item.Kind == AttentionKind.Refusal);

        await fixture.Get<OpenDocflow>().RunAsync(director, refusal.Id, Stop);
        await fixture.Get<OpenDocflow>().RunAsync(director, letter.Id, Stop);
        var receipt = (await fixture.Get<ListReplies>().RunAsync(director, letter.Id, Stop)).Possible.Single();
        Assert.Null((await fixture.Get<GiveReply>().RunAsync(director, letter.Id, receipt.DocumentId, receipt.ReplyType, cancellationToken: Stop)).Why);

        var after = (await fixture.Get<ListAttention>().RunAsync(director, Stop)).Items;
        Assert.DoesNotContain(after, item => item.Id == letter.Id || item.Id == refusal.Id);
        Assert.DoesNotContain((await fixture.Get<ListAttention>().RunAsync(await fixture.InAsync("accountant", Account), Stop)).Items, item => item.Kind is AttentionKind.Answer or AttentionKind.Refusal);
    }

    [Fact]
    public async Task Deadlines_are_those_of_the_service_the_nearest_first_and_a_stranger_sees_none()
    {
        var director = await fixture.InAsync("director", Account);

        Assert.True(await fixture.Get<RefreshDeadlines>().RunAsync(director, Account, Stop) > 0);
        Assert.Null(await fixture.Get<RefreshDeadlines>().RunAsync(director, Account, Stop));

        var due = (await fixture.Get<ListAttention>().RunAsync(director, Stop)).Deadlines;
        Assert.NotEmpty(due);
        Assert.Equal(due.Select(one => one.DueOn).Order(StringComparer.Ordinal), due.Select(one => one.DueOn));
        Assert.Contains(due, one => one.Kind == DeadlineKind.Payment);
        Assert.DoesNotContain(due, one => DeadlineWords.IsDone(new Word(one.State)));
        Assert.Empty((await fixture.Get<ListAttention>().RunAsync(await fixture.InAsync("mydss", PortalFixture.Vector), Stop)).Deadlines);
    }

    [Theory]
    [InlineData("2026-10-01", "2026-10-31", "октябрь 2026")]
    [InlineData("2026-07-01", "2026-09-30", "3 квартал 2026")]
    [InlineData("2026-10-01", "2026-12-31", "4 квартал 2026")]
    [InlineData("2026-01-01", "2026-12-31", "2026 год")]
    public void A_period_is_told_in_words(string start, string end, string words) =>
        Assert.Equal(words, DeadlineWords.Period(DateOnly.Parse(start, null), DateOnly.Parse(end, null), 2026));

    [Theory]
    [InlineData(-1, "Срок прошёл")]
    [InlineData(0, "Сегодня")]
    [InlineData(1, "Завтра")]
    [InlineData(5, "Через 5 дней")]
    public void How_near_a_day_is_is_told_in_words(int days, string words)
    {
        var today = new DateOnly(2026, 11, 28);
        Assert.Equal(words, DeadlineWords.Near(today.AddDays(days), today).Replace('\u00a0', ' '));
    }
}

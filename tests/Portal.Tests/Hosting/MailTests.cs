using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Hosting.Mail;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Features.AccountLinks;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;
using Portal.Ui;
using Quartz;

namespace Portal.Tests.Hosting;

/// <summary>Letters, from the decision of an administrator to a mail server that really takes them.</summary>
public sealed class MailTests(PortalWithMail fixture) : IClassFixture<PortalWithMail>
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_relink_is_told_to_the_address_of_today_and_to_the_one_of_the_day_of_the_link()
    {
        SkipWithoutServer();
        var row = new RegistryRow { User = "partner-9501", FullName = "Почтова Анна Львовна", Phone = "9031110101" };
        var link = await fixture.Portal.LinkedAsync(row, email: "before-9501@partner.example");
        await fixture.Portal.SeenAsync(row.User, row.FullName, "today-9501@partner.example");
        await fixture.Portal.ImportAsync(row with { Phone = "9031110202" });
        var admin = await fixture.Portal.ActorAsync("admin1");

        Assert.Equal(RelinkOutcome.Asked, await fixture.Portal.Get<AskRelink>().RunAsync(admin, link.Id, "сменила номер", Stop));

        var letters = await SentAsync("9501", 2);
        Assert.Equal(["before-9501@partner.example", "today-9501@partner.example"], letters.Select(letter => letter.Recipient).Order());
        var relink = await fixture.Portal.Get<RelinkStore>().OpenAsync(link.Id, Stop);
        foreach (var letter in letters)
        {
            Assert.Equal(letter.Recipient, letter.Message.To.ToString());
            Assert.Equal("portal@partner.example", letter.Message.From.ToString());
            Assert.Equal("Запрошена перепривязка к другому пользователю Контура", letter.Message.Subject);
            Assert.StartsWith("Здравствуйте!", letter.Message.TextBody, StringComparison.Ordinal);
            Assert.Contains($"Администратор {admin.Name} попросил привязать вас", letter.Message.TextBody, StringComparison.Ordinal);
            Assert.Contains("заканчивается на 0202", letter.Message.TextBody, StringComparison.Ordinal);
            Assert.Contains($"не раньше {MoscowTime.Full(relink!.NotBefore)}", letter.Message.TextBody, StringComparison.Ordinal);
            Assert.Contains("Если вы этого не просили, сразу сообщите администратору.", letter.Message.TextBody, StringComparison.Ordinal);
            NoNumberIn(letter, "9031110101", "9031110202");
            AsciiHeaders(letter);
        }
    }

    [Fact]
    public async Task One_address_gets_one_letter_however_it_is_written()
    {
        SkipWithoutServer();
        var row = new RegistryRow { User = "partner-9502", Phone = "9031110301" };
        var link = await fixture.Portal.LinkedAsync(row, email: "same-9502@partner.example");
        await fixture.Portal.SeenAsync(row.User, row.FullName, "Same-9502@Partner.example");
        await fixture.Portal.ImportAsync(row with { Phone = "9031110302" });

        await fixture.Portal.Get<AskRelink>().RunAsync(await fixture.Portal.ActorAsync("admin1"), link.Id, "сменил номер", Stop);

        Assert.Single(await SentAsync("9502", 1));
    }

    [Fact]
    public async Task Closing_and_opening_is_told_to_the_person_alone()
    {
        SkipWithoutServer();
        var row = new RegistryRow { User = "partner-9503", FullName = "Закрытов Глеб Ильич", Phone = "9031110401" };
        var link = await fixture.Portal.LinkedAsync(row, email: "before-9503@partner.example");
        await fixture.Portal.SeenAsync(row.User, row.FullName, "today-9503@partner.example");

        Assert.Equal(ChangeOutcome.Done, await fixture.Portal.ChangeAsync(link, LinkAction.Block));
        var closed = Assert.Single(await SentAsync("9503", 1));
        Assert.Equal(ChangeOutcome.Done, await fixture.Portal.ChangeAsync(link, LinkAction.Unblock));
        var opened = (await SentAsync("9503", 2))[^1];

        Assert.Equal(["today-9503@partner.example", "today-9503@partner.example"], new[] { closed, opened }.Select(letter => letter.Recipient));
        Assert.Equal("Доступ к отчётности закрыт", closed.Message.Subject);
        Assert.Contains("Администратор закрыл ваш доступ к отчётам.", closed.Message.TextBody, StringComparison.Ordinal);
        Assert.Equal("Доступ к отчётности открыт", opened.Message.Subject);
        Assert.Contains("вы можете работать с отчётами", opened.Message.TextBody, StringComparison.Ordinal);
        NoNumberIn(closed, "9031110401");
        NoNumberIn(opened, "9031110401");
        Assert.DoesNotContain("так решили", closed.Message.TextBody + opened.Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_written_before_a_restart_goes_out_once_after_it()
    {
        SkipWithoutServer();
        using var folder = new TempFolder();
        await using var server = await SmtpServer.StartAsync();
        var settings = new Dictionary<string, string>(PortalWithMail.Settings(server)) { ["Storage:DataFolder"] = folder.Path };
        await using (var before = await RunningPortal.StartAsync(fixture.Outside, settings: settings))
        {
            // Its jobs stand still: it ends before the letter's turn.
            await (await before.Get<ISchedulerFactory>().GetScheduler(Stop)).Standby(Stop);
            var link = await before.LinkedAsync(new RegistryRow { User = "partner-9504", Phone = "9031110501" }, email: "restart-9504@partner.example");
            await before.ChangeAsync(link, LinkAction.Block);
        }

        Assert.Empty(server.Letters);
        await using (var database = new Database(new StorageOptions(), new DataFolder(folder.Path, folder.Path)))
        {
            Assert.Null(Assert.Single(await MailStage.RowsAsync(database)).SentAt);
        }

        await using var after = await RunningPortal.StartAsync(fixture.Outside, settings: settings);
        var letter = Assert.Single(await SentAsync(after, server, "9504", 1));
        Assert.Equal(("restart-9504@partner.example", "Доступ к отчётности закрыт"), (letter.Recipient, letter.Message.Subject));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_silent_server_keeps_the_letter_waiting_and_it_goes_out_once_when_the_server_is_back(string engine)
    {
        await using var stage = await MailStage.CreateAsync(engine);
        await stage.Server.StopAsync();
        await stage.Outbox.PutAsync("person@partner.example", "Тема", "Текст", Stop);

        await stage.RunJobAsync();
        await stage.RunJobAsync();

        var waiting = Assert.Single(await stage.RowsAsync());
        Assert.Equal((1, stage.Clock.GetUtcNow().AddMinutes(1), null, "Текст"), (waiting.Tries, waiting.NextTryAt, waiting.SentAt, waiting.Body));
        Assert.False(string.IsNullOrWhiteSpace(waiting.Problem));

        await stage.Server.StartAgainAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(59));
        await stage.RunJobAsync();
        Assert.Empty(stage.Server.Letters);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.RunJobAsync();
        Assert.Equal("Тема", Assert.Single(stage.Server.Letters).Message.Subject);

        stage.Clock.Advance(TimeSpan.FromDays(3));
        await stage.RunJobAsync();
        Assert.Single(stage.Server.Letters);
        var sent = Assert.Single(await stage.RowsAsync());
        Assert.Equal((stage.Clock.GetUtcNow().AddDays(-3), null, ""), (sent.SentAt, sent.NextTryAt, sent.Body));
    }

    [Fact]
    public async Task The_pauses_grow_and_the_eighth_try_is_not_made()
    {
        await using var stage = await MailStage.CreateAsync(Databases.Sqlite);
        await stage.Server.StopAsync();
        await stage.Outbox.PutAsync("person@partner.example", "Тема", "Текст", Stop);
        var pauses = new List<TimeSpan>();

        while ((await stage.RowsAsync())[0].NextTryAt is { } next)
        {
            Assert.True(pauses.Count < 10, "It is tried for ever.");
            pauses.Add(next - stage.Clock.GetUtcNow());
            stage.Clock.Advance(pauses[^1]);
            await stage.RunJobAsync();
        }

        Assert.Equal(["00:00:00", "00:01:00", "00:05:00", "00:30:00", "02:00:00", "12:00:00", "1.00:00:00"], pauses.Select(pause => pause.ToString("c", CultureInfo.InvariantCulture)));
        var given = Assert.Single(await stage.RowsAsync());
        Assert.Equal(("", null), (given.Body, given.SentAt));
        await stage.Server.StartAgainAsync();
        stage.Clock.Advance(TimeSpan.FromDays(7));
        await stage.RunJobAsync();
        Assert.Empty(stage.Server.Letters);
    }

    [Theory]
    [InlineData("никакой не адрес <")]
    [InlineData("a@b@c")]
    [InlineData("refused@partner.example")]
    [InlineData("иванов@partner.example")]
    [InlineData("a@partner.example\r\nBcc: stranger@partner.example")]
    public async Task An_address_that_cannot_be_written_to_does_not_stop_the_other_letters(string wrong)
    {
        await using var stage = await MailStage.CreateAsync(Databases.Sqlite);
        foreach (var (address, later) in new[] { ("first@partner.example", 0), (wrong, 1), ("second@partner.example", 2) })
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(later));
            await stage.Outbox.PutAsync(address, "Тема", "Текст", Stop);
        }

        await stage.RunJobAsync();
        await stage.RunJobAsync();

        Assert.Equal(["first@partner.example", "second@partner.example"], stage.Server.Letters.Select(letter => letter.Recipient));
        var row = (await stage.RowsAsync()).Single(row => row.Recipient == wrong);
        Assert.Equal((1, null), (row.Tries, row.SentAt));
        Assert.False(string.IsNullOrWhiteSpace(row.Problem));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Many_letters_go_out_over_one_pass_after_the_other_each_once(string engine)
    {
        await using var stage = await MailStage.CreateAsync(engine, login: "portal:secret", mail => (mail.User, mail.Password) = ("portal", "secret"));
        var addresses = Enumerable.Range(10, 45).Select(number => $"person-{number}@partner.example").ToList();
        foreach (var address in addresses)
        {
            await stage.Outbox.PutAsync(address, "Тема", "Текст", Stop);
        }

        for (var pass = 0; pass < 4; pass++)
        {
            await stage.RunJobAsync();
        }

        Assert.Equal(addresses, stage.Server.Letters.Select(letter => letter.Recipient).Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Letters_that_are_over_are_forgotten_after_a_month_and_waiting_ones_are_not(string engine)
    {
        await using var stage = await MailStage.CreateAsync(engine);
        await stage.Outbox.PutAsync("sent@partner.example", "Тема", "Текст", Stop);
        await stage.RunJobAsync();
        stage.Clock.Advance(TimeSpan.FromDays(30));
        await stage.RunJobAsync();
        Assert.Single(await stage.RowsAsync());
        await stage.Outbox.PutAsync("waits@partner.example", "Тема", "Текст", Stop);

        // It looks once an hour.
        stage.Clock.Advance(TimeSpan.FromMinutes(59));
        await stage.Store.SweepAsync(Stop);
        Assert.Equal(2, (await stage.RowsAsync()).Count);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.Store.SweepAsync(Stop);

        Assert.Equal(["waits@partner.example"], (await stage.RowsAsync()).Select(row => row.Recipient));
        stage.Clock.Advance(TimeSpan.FromDays(40));
        await stage.Store.SweepAsync(Stop);
        Assert.Single(await stage.RowsAsync());
    }

    [Fact]
    public async Task Without_a_mail_server_or_an_address_nothing_is_written_down()
    {
        await using var stage = await MailStage.CreateAsync(Databases.Sqlite);
        await stage.Outbox.PutAsync(null, "Тема", "Текст", Stop);
        await stage.Outbox.PutAsync(" ", "Тема", "Текст", Stop);
        await new Outbox(stage.Store, Options.Create(new MailOptions())).PutAsync("person@partner.example", "Тема", "Текст", Stop);

        Assert.Empty(await stage.RowsAsync());
    }

    private static void SkipWithoutServer() => Assert.SkipWhen(SmtpServer.Missing is not null, SmtpServer.Missing ?? "");

    // Neither whole nor cut into pieces.
    private static void NoNumberIn(ReceivedLetter letter, params string[] phones)
    {
        var text = letter.Message.Subject + letter.Message.TextBody;
        Assert.DoesNotMatch(@"\d{5}", text);
        foreach (var phone in phones)
        {
            Assert.DoesNotContain(phone[^7..], string.Concat(text.Where(char.IsAsciiDigit)), StringComparison.Ordinal);
        }
    }

    // What is Russian in them is encoded, or a server in between may spoil it.
    private static void AsciiHeaders(ReceivedLetter letter) =>
        Assert.All(letter.Wire[..letter.Wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)], letter => Assert.True(char.IsAscii(letter)));

    private Task<IReadOnlyList<ReceivedLetter>> SentAsync(string word, int count) => SentAsync(fixture.Portal, fixture.Server, word, count);

    // Waits until the portal's own job has sent what is due; another pass of it must send nothing again.
    private static async Task<IReadOnlyList<ReceivedLetter>> SentAsync(RunningPortal portal, SmtpServer server, string word, int count)
    {
        await Eventually.IsTrueAsync(
            async () => (await MailStage.RowsAsync(portal.Get<Database>())).Where(row => row.Recipient.Contains(word, StringComparison.Ordinal)).Count(row => row.SentAt is not null) == count,
            $"{count} letters to {word} are sent", cancellationToken: Stop);
        await new MailJob(portal.Get<MailStore>(), portal.Get<IOptions<MailOptions>>()).Execute(null!, Stop);
        IReadOnlyList<ReceivedLetter> letters = [.. server.Letters.Where(letter => letter.Recipient.Contains(word, StringComparison.OrdinalIgnoreCase))];
        Assert.Equal(count, letters.Count);
        return letters;
    }
}

using Portal.Hosting.Mail;
using Portal.Tests.Storage;

namespace Portal.Tests.Hosting;

/// <summary>What goes wrong with the mail server itself, not with a letter: the problem is noted, and nothing goes out twice.</summary>
public sealed class MailFailureTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_noted_on_every_letter() =>
        await NotedAsync("portal:secret", mail => (mail.User, mail.Password) = ("portal", "wrong"));

    [Fact]
    public async Task A_server_that_wants_a_password_and_gets_none_is_noted_on_every_letter() => await NotedAsync("portal:secret", _ => { });

    [Fact]
    public async Task A_server_without_TLS_where_TLS_is_demanded_is_noted_on_every_letter() => await NotedAsync("", mail => mail.Tls = true);

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Two_nodes_send_a_letter_once(string engine)
    {
        await using var stage = await MailStage.CreateAsync(engine);
        for (var i = 0; i < 10; i++)
        {
            await stage.Outbox.PutAsync($"person-{i}@partner.example", "Тема", "Текст", Stop);
        }

        await Task.WhenAll(stage.RunJobAsync(), stage.RunJobAsync());

        Assert.Equal(10, stage.Server.Letters.Count);
    }

    private static async Task NotedAsync(string login, Action<MailOptions> change)
    {
        await using var stage = await MailStage.CreateAsync(Databases.Sqlite, login, change);
        await stage.Outbox.PutAsync("first@partner.example", "Тема", "Текст", Stop);
        await stage.Outbox.PutAsync("second@partner.example", "Тема", "Текст", Stop);

        await stage.RunJobAsync();

        Assert.All(await stage.RowsAsync(), row =>
        {
            Assert.Equal((1, null), (row.Tries, row.SentAt));
            Assert.False(string.IsNullOrWhiteSpace(row.Problem));
        });
        Assert.Empty(stage.Server.Letters);
    }
}

using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The person's network is away for a minute: what was under way goes on without them, and the same tab shows it.</summary>
public sealed class LostNetworkTests(BrowserFixture browser, LostNetworkTests.Stage stage) : Journey(browser), IClassFixture<LostNetworkTests.Stage>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_minute_without_network_during_the_dialog_and_one_after_the_press_lose_nothing_and_send_nothing_twice()
    {
        var walk = new Walk(await NewPageAsync(), stage.Cable.Address, stage.Outside);
        await walk.SignInAsync("director");
        await walk.DropNewReportAsync(ReportFiles.Report());
        await walk.CheckAsync();
        await walk.AskForCodeAsync();

        await AwayAsync(walk);
        await walk.ComeBackToCodeAsync();
        await walk.ConfirmAsync("director");
        await walk.OpenReviewAsync();

        await walk.SendButton.ClickAsync();
        await Expect(walk.Page.GetByText("Второй раз отчёт не уйдёт").Or(walk.Page.GetByText("Что произошло"))).ToBeVisibleAsync();
        await AwayAsync(walk);
        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Введён");
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync("/drafts/[^/]+/send"));
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync("/drafts/[^/]+/cloud-sign$"));
    }

    private async Task AwayAsync(Walk walk)
    {
        stage.Cable.Cut();
        await Expect(walk.Page.GetByText("Связь с порталом прервалась")).ToBeVisibleAsync(new() { Timeout = (float)Minute.TotalMilliseconds });
        await Task.Delay(Minute, TestContext.Current.CancellationToken);
        stage.Cable.Mend();
        await Expect(walk.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 90_000 });
    }

    /// <summary>A portal at the far end of a cable.</summary>
    public sealed class Stage : PortalFixture
    {
        /// <summary>What is cut.</summary>
        public NetworkCable Cable { get; } = new();

        /// <inheritdoc />
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["PublicAddress"] = Cable.Address.ToString().TrimEnd('/') };

        /// <inheritdoc />
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Cable.PlugInto(Portal.Address.Port);
        }

        /// <inheritdoc />
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Cable.DisposeAsync();
        }
    }
}

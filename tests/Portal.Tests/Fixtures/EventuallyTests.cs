using Portal.Testing;

namespace Portal.Tests.Fixtures;

public sealed class EventuallyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(120);

    [Fact]
    public async Task A_condition_is_asked_until_it_is_true()
    {
        var asked = 0;

        await Eventually.IsTrueAsync(() => ++asked == 3, "asked three times", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task What_never_comes_is_named_in_the_failure()
    {
        var late = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.IsTrueAsync(() => false, "the report is sent", Short, TestContext.Current.CancellationToken));

        Assert.Equal("Not within 0.1 s: the report is sent.", late.Message);
    }

    [Fact]
    public async Task A_failed_assertion_is_tried_again_and_the_last_one_is_told()
    {
        var attempts = 0;

        await Eventually.PassesAsync(
            () => ++attempts < 2 ? throw new InvalidOperationException("not yet") : Task.CompletedTask,
            "it passes",
            cancellationToken: TestContext.Current.CancellationToken);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.PassesAsync(
            () => throw new InvalidOperationException("still empty"), "the list is full", Short, TestContext.Current.CancellationToken));

        Assert.Equal(2, attempts);
        Assert.Contains("still empty", late.Message);
    }

    [Fact]
    public async Task The_first_answer_is_handed_over()
    {
        string?[] answers = [null, "answer", "too late"];
        var next = 0;

        var found = await Eventually.GetAsync(
            () => Task.FromResult(answers[next++]), "an answer", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("answer", found);
    }

    [Fact]
    public void Ports_are_given_once()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void A_temp_folder_goes_with_what_is_in_it()
    {
        string path;
        using (var folder = new TempFolder())
        {
            path = folder.Path;
            File.WriteAllText(folder.Combine("inner", "file.txt"), "text");
            Assert.True(File.Exists(Path.Combine(path, "inner", "file.txt")));
        }

        Assert.False(Directory.Exists(path));
    }
}

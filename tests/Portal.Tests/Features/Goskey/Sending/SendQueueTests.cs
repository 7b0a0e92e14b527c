using Portal.Features.Goskey.Sending;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>20 orders of one owner in ten minutes (contract goskey 3.11).</summary>
public sealed class SendQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nobody_waits_while_fewer_than_twenty_went()
    {
        var used = Enumerable.Range(1, 19).Select(i => Now.AddSeconds(-i)).ToList();
        Assert.Equal(Now, SendQueue.TurnOf(0, used, Now));
        Assert.NotEqual(Now, SendQueue.TurnOf(1, used, Now));
    }

    [Fact]
    public void The_twenty_first_goes_when_the_first_of_the_window_is_past_it()
    {
        var used = Enumerable.Range(0, 20).Select(i => Now.AddMinutes(-9).AddSeconds(i)).ToList();
        Assert.Equal(Now.AddMinutes(-9) + SendQueue.Window, SendQueue.TurnOf(0, used, Now));
        Assert.Equal(Now.AddMinutes(-9).AddSeconds(7) + SendQueue.Window, SendQueue.TurnOf(7, used, Now));
    }

    [Fact]
    public void The_forty_first_of_an_empty_queue_waits_two_windows()
    {
        Assert.Equal(Now, SendQueue.TurnOf(19, [], Now));
        Assert.Equal(Now + SendQueue.Window, SendQueue.TurnOf(20, [], Now));
        Assert.Equal(Now + SendQueue.Window + SendQueue.Window, SendQueue.TurnOf(40, [], Now));
    }

    [Fact]
    public void What_is_older_than_the_window_counts_no_more()
    {
        var used = Enumerable.Range(0, 30).Select(i => Now.AddHours(-1).AddSeconds(i)).ToList();
        Assert.Equal(Now, SendQueue.TurnOf(19, used, Now));
    }
}

using Portal.Features.Linking;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Linking;

public sealed class LinkAttemptStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_fifty_presses_at_the_same_moment_only_as_many_as_allowed_go_through(string engine)
    {
        var store = new LinkAttemptStore(await databases.GetAsync(engine), TimeProvider.System);
        var (person, phone) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());

        Assert.Equal(5, await AllowedAsync(_ => (person, Guid.NewGuid().ToString())));
        Assert.Equal(5, await AllowedAsync(_ => (Guid.NewGuid().ToString(), phone)));

        // Crosswise: neither limit is passed, and nobody waits for each other for ever.
        string[] people = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString())], phones = [.. people.Reverse()];
        Assert.Equal(15, await AllowedAsync(i => (people[i % 3], phones[i % 3])));

        async Task<int> AllowedAsync(Func<int, (string Person, string Phone)> who) => (await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await Task.Yield();
            return await store.CountAsync(who(i).Person, who(i).Phone, 5, Stop);
        }))).Count(allowed => allowed);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_refused_press_does_not_prolong_the_wait(string engine)
    {
        var clock = TestClock.Create();
        var store = new LinkAttemptStore(await databases.GetAsync(engine), clock);
        var (person, phone) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        Assert.True(await store.CountAsync(person, phone, 2, Stop));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.True(await store.CountAsync(person, phone, 2, Stop));

        for (var press = 0; press < 5; press++)
        {
            Assert.False(await store.CountAsync(person, phone, 2, Stop));
        }

        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True(await store.CountAsync(person, phone, 2, Stop));
        Assert.False(await store.CountAsync(person, phone, 2, Stop));
    }
}

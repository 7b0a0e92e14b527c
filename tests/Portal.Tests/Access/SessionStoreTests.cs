using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

/// <summary>How long a session lives, and who can end it.</summary>
public sealed class SessionStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_session_that_is_not_used_ends_and_a_used_one_ends_with_its_whole_life(string engine)
    {
        var (store, clock, person) = await OpenAsync(engine);
        var (idle, used) = (await AddAsync(store, clock, person), await AddAsync(store, clock, person));

        clock.Advance(TimeSpan.FromMinutes(59));
        await store.SeenAsync(used, Stop);
        Assert.True(await store.IsAliveAsync(idle, Stop));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SessionEnd.Expired, (await store.StateAsync(idle, Stop))?.End);
        Assert.True(await store.IsAliveAsync(used, Stop));

        // What is over does not come back to life by being used.
        await store.SeenAsync(idle, Stop);
        Assert.False(await store.IsAliveAsync(idle, Stop));
        for (var minute = 60; minute < 720; minute += 30)
        {
            Assert.True(await store.IsAliveAsync(used, Stop));
            clock.Advance(TimeSpan.FromMinutes(30));
            await store.SeenAsync(used, Stop);
        }

        Assert.Equal(SessionEnd.Expired, (await store.StateAsync(used, Stop))?.End);
        Assert.Empty(await store.OfPersonAsync(person, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Use_is_written_once_a_minute(string engine)
    {
        var (store, clock, person) = await OpenAsync(engine);
        var id = await AddAsync(store, clock, person);
        var began = clock.GetUtcNow();

        clock.Advance(TimeSpan.FromSeconds(59));
        await store.SeenAsync(id, Stop);
        Assert.Equal(began, (await store.StateAsync(id, Stop))?.SeenAt);
        clock.Advance(TimeSpan.FromSeconds(1));
        await store.SeenAsync(id, Stop);
        Assert.Equal(clock.GetUtcNow(), (await store.StateAsync(id, Stop))?.SeenAt);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Only_its_own_person_ends_a_session_and_its_ticket_goes(string engine)
    {
        var (store, clock, person) = await OpenAsync(engine);
        var id = await AddAsync(store, clock, person);

        Assert.False(await store.EndAsync("another", id, SessionEnd.SignedOut, Stop));
        Assert.True(await store.IsAliveAsync(id, Stop));
        Assert.True(await store.EndAsync(person, id, SessionEnd.SignedOut, Stop));
        Assert.False(await store.EndAsync(person, id, SessionEnd.SignedOut, Stop));
        await store.RenewAsync(id, "again", Stop);

        var state = await store.StateAsync(id, Stop);
        Assert.Equal((SessionEnd.SignedOut, ""), (state!.End, state.Ticket));
        Assert.Empty(await store.OfPersonAsync(person, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_provider_ends_by_sid_else_by_subject(string engine)
    {
        var (store, clock, person) = await OpenAsync(engine);
        var subject = await Databases.ScalarAsync<string>(await databases.GetAsync(engine), "SELECT subject FROM person WHERE id = @person", new { person });
        var (one, two, without) = (await AddAsync(store, clock, person, "one"), await AddAsync(store, clock, person, "two"), await AddAsync(store, clock, person));

        Assert.Empty(await store.EndAtProviderAsync("https://other.test", "one", subject, Stop));
        Assert.Equal([(one, person)], await store.EndAtProviderAsync("https://id.test", "one", null, Stop));
        Assert.Equal([(without, person)], await store.EndAtProviderAsync("https://id.test", "unknown", subject, Stop));
        Assert.Equal([(two, person)], await store.EndAtProviderAsync("https://id.test", null, subject, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_logout_token_is_taken_once_until_it_is_forgotten(string engine)
    {
        var clock = TestClock.Create();
        var store = new LogoutTokenStore(await databases.GetAsync(engine), clock);
        var id = Guid.NewGuid().ToString();

        Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.TakeAsync(id, clock.GetUtcNow().AddMinutes(10), Stop)))).Count(taken => taken));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await store.TakeAsync(id, clock.GetUtcNow().AddMinutes(10), Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_list_holds_a_hundred_sessions_and_one_beyond_it_is_still_found(string engine)
    {
        var (store, clock, person) = await OpenAsync(engine);
        var oldest = await AddAsync(store, clock, person);
        clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 100; i++)
        {
            await AddAsync(store, clock, person);
        }

        var listed = await store.OfPersonAsync(person, Stop);
        Assert.Equal(100, listed.Count);
        Assert.DoesNotContain(listed, session => session.Id == oldest);
        Assert.Equal(oldest, (await store.FindAsync(person, oldest, Stop))?.Id);
        Assert.Null(await store.FindAsync(Guid.NewGuid().ToString(), oldest, Stop));
    }

    private async Task<(SessionStore Store, FakeTimeProvider Clock, string Person)> OpenAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var person = await new PersonStore(database, clock).SeenAsync("https://id.test", Guid.NewGuid().ToString(), "Тест", null, Stop);
        return (new SessionStore(database, clock, Options.Create(new SessionsOptions())), clock, person.Id);
    }

    private static async Task<string> AddAsync(SessionStore store, FakeTimeProvider clock, string person, string? sid = null)
    {
        var now = clock.GetUtcNow();
        var session = new Session { Id = Guid.NewGuid().ToString(), PersonId = person, CreatedAt = now, SeenAt = now, ExpiresAt = now.AddHours(12), ProviderSid = sid };
        await store.AddAsync(session, "ticket", Stop);
        return session.Id;
    }
}

using Dapper;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.Linking;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>
/// Whatever is done in whatever order, a person changes the Kontur user, and a Kontur user the person, only by the decision of two administrators. Random walks
/// over everything that people and administrators can do; there is no cool-off here, which makes it easier to get through.
/// </summary>
public sealed class RelinkWalkTests(RelinkWalkTests.Stage stage) : IClassFixture<RelinkWalkTests.Stage>
{
    private const int Steps = 400;
    private static readonly string[] Logins = ["director", "accountant"];

    // The third one is nobody's yet.
    private static readonly string[] Phones = ["9020000001", "9020000002", "9020000003"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_administrator_never_moves_anybody(int seed)
    {
        var walk = await WalkAsync(seed, "admin1");

        Assert.Equal(0, walk.Moves);
        Assert.True(walk.Held > 0, "the walk never came to a link that would have moved somebody");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Two_administrators_move_people_and_every_move_names_both(int seed)
    {
        // A move is a rare end of a random walk: another walk goes on where the last one stopped, until there is one.
        var (moves, said) = (0L, "");
        for (var round = 0; moves == 0 && round < 20; round++)
        {
            (moves, _, said) = await WalkAsync(seed + (round * 100), "admin1", "admin2");
        }

        Assert.True(moves > 0, $"the walks never moved anybody; the last one:\n{said}");
    }

    private async Task<(long Moves, int Held, string Said)> WalkAsync(int seed, params string[] admins)
    {
        var random = new Random(seed);
        var people = await Task.WhenAll(Logins.Select(stage.Portal.ActorAsync));
        var deciders = await Task.WhenAll(admins.Select(stage.Portal.ActorAsync));
        var before = await MovesAsync();
        var (held, said) = (0, new List<string>());
        for (var step = 0; step < Steps; step++)
        {
            var admin = deciders[random.Next(deciders.Length)];
            var done = random.Next(15) switch
            {
                < 3 => await LinkAsync(people[random.Next(2)]),
                3 when random.Next(3) == 0 => await RegisterAsync(random),
                < 8 => await ChangeAsync(admin, random),
                < 10 => await AskAsync(admin, random),
                < 13 => await DecideAsync(admin, random),
                _ => await CarryOutAsync(),
            };
            said.Add(done);
            held += done.EndsWith(nameof(LinkOutcome.AwaitingApproval), StringComparison.Ordinal) ? 1 : 0;
            await CheckAsync(said);
        }

        return (await MovesAsync() - before, held, string.Join('\n', said));
    }

    private Task<long> MovesAsync() => Databases.ScalarAsync<long>(stage.Portal.Get<Database>(), "SELECT count(*) FROM relink WHERE state = 'Done'", new { });

    // Every settled pair that differs from the one before it, of the person or of the Kontur user, came from a move that two decided.
    private async Task CheckAsync(List<string> said)
    {
        foreach (var link in await DecidedAsync())
        {
            Assert.True(!link.Moved || link.Deciders == 2, $"seeded pair left without two administrators: {link}\n{string.Join('\n', said)}");
        }
    }

    private async Task<IReadOnlyList<Decided>> DecidedAsync()
    {
        await using var db = await stage.Portal.Get<Database>().OpenAsync(Stop);
        var rows = (await db.QueryAsync<(string Id, string PersonId, string KonturUser, long DecidedAt, long Two)>(
            """
            SELECT l.id, l.person_id, l.kontur_user, COALESCE(l.decided_at, l.linked_at, l.changed_at),
                (SELECT count(*) FROM relink r WHERE r.new_link_id = l.id AND r.state = 'Done' AND r.approved_by IS NOT NULL AND r.approved_by <> r.asked_by)
            FROM link l WHERE l.decided_at IS NOT NULL OR l.linked_at IS NOT NULL OR l.state = 'Active'
            ORDER BY 4, l.id
            """)).ToList();
        return [.. rows.Select((row, i) => new Decided(
            row.Id,
            rows.Take(i).LastOrDefault(old => old.PersonId == row.PersonId) is { Id: not null } person && person.KonturUser != row.KonturUser
                || rows.Take(i).LastOrDefault(old => old.KonturUser == row.KonturUser) is { Id: not null } user && user.PersonId != row.PersonId,
            row.Two == 0 ? 1 : 2))];
    }

    private async Task<string> LinkAsync(Actor person)
    {
        var outcome = await stage.Portal.Get<LinkToKontur>().RunAsync(person, Stop);
        return $"{person.Name} links: {outcome.GetType().Name}";
    }

    private async Task<string> RegisterAsync(Random random)
    {
        var phones = Phones.ToArray();
        random.Shuffle(phones);
        await stage.ImportAsync([.. Logins.Zip(phones, Row)]);
        return $"the registry says {phones[0]} and {phones[1]}";
    }

    private async Task<string> ChangeAsync(Actor admin, Random random)
    {
        // What ends a link comes less often, or no move would live to its end.
        var action = random.Next(4) > 0
            ? random.GetItems([LinkAction.Approve, LinkAction.Unblock, LinkAction.Retry], 1)[0]
            : random.GetItems([LinkAction.Reject, LinkAction.Block, LinkAction.Unlink], 1)[0];
        var link = await AnyAsync("SELECT id FROM link WHERE state <> 'Unlinked'", random) ?? await AnyAsync("SELECT id FROM link", random);
        var seen = (await stage.Portal.Get<LinkStore>().FindAsync(link!, Stop))!.ServiceUserId;
        var outcome = await stage.Portal.Get<ChangeLink>().RunAsync(admin, link!, seen, action, "потому что", Stop);
        return $"{admin.Name} {action} {link}: {outcome}";
    }

    private async Task<string> AskAsync(Actor admin, Random random)
    {
        var link = await AnyAsync("SELECT id FROM link WHERE state <> 'Unlinked'", random) ?? await AnyAsync("SELECT id FROM link", random);
        return $"{admin.Name} asks to relink {link}: {await stage.Portal.Get<AskRelink>().RunAsync(admin, link!, "потому что", Stop)}";
    }

    private async Task<string> DecideAsync(Actor admin, Random random)
    {
        var relink = await AnyAsync("SELECT id FROM relink WHERE state IN ('Asked', 'Approved')", random) ?? await AnyAsync("SELECT id FROM relink", random);
        if (relink is null)
        {
            return "nothing to decide";
        }

        var approve = random.Next(4) > 0;
        return $"{admin.Name} {(approve ? "approves" : "calls off")} {relink}: {await stage.Portal.Get<DecideRelink>().RunAsync(admin, relink, approve, Stop)}";
    }

    private async Task<string> CarryOutAsync()
    {
        await stage.Portal.Get<CarryOutRelinks>().RunAsync(Stop);
        return "the job carries out";
    }

    // Of the two people only: other links of the sandbox stay as they are.
    private async Task<string?> AnyAsync(string sql, Random random)
    {
        await using var db = await stage.Portal.Get<Database>().OpenAsync(Stop);
        var column = sql.Contains("relink", StringComparison.Ordinal) ? "link_id" : "id";
        var ids = (await db.QueryAsync<string>(
            $"SELECT id FROM ({sql.Replace("SELECT id", $"SELECT id, {column} AS link_of", StringComparison.Ordinal)}) x WHERE link_of IN (SELECT l.id FROM link l JOIN person p ON p.id = l.person_id WHERE p.subject IN (@one, @two)) ORDER BY id",
            new { one = Partner.Demo(Logins[0]).Subject, two = Partner.Demo(Logins[1]).Subject })).ToList();
        return ids.Count == 0 ? null : ids[random.Next(ids.Count)];
    }

    private static RegistryRow Row(string login, string phone) =>
        new() { User = Partner.Demo(login).Subject, FullName = Partner.Demo(login).FullName, Phone = phone, Thumbprint = (login == Logins[0] ? "A" : "B").PadRight(40, '0'), ValidUntil = "31.12.2031" };

    private sealed record Decided(string Id, bool Moved, int Deciders);

    /// <summary>A portal without a cool-off and with enough attempts for a walk.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        private readonly PortalFixture fixture = new() { Settings = new Dictionary<string, string> { ["Linking:RelinkCoolOff"] = "00:00:00", ["Linking:AttemptsPerHour"] = "1000" } };

        public RunningPortal Portal => fixture.Portal;

        public Task ImportAsync(RegistryRow[] rows) => fixture.ImportAsync(rows);

        public ValueTask InitializeAsync() => fixture.InitializeAsync();

        public ValueTask DisposeAsync() => fixture.DisposeAsync();
    }
}

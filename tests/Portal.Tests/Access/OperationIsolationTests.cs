using System.Collections;
using System.Net.Http.Json;
using System.Reflection;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Shell;
using Portal.Storage;

namespace Portal.Tests.Access;

/// <summary>Nobody reaches another person's object through any operation, whatever id they guess.</summary>
public sealed class OperationIsolationTests(IsolationStage stage) : IClassFixture<IsolationStage>
{
    private static readonly IReadOnlyList<Type> Operations =
    [
        .. typeof(App).Assembly.GetTypes().Where(type => type is { IsClass: true, IsPublic: true, IsSealed: true }
            && type.Namespace?.StartsWith("Portal.Features", StringComparison.Ordinal) == true && Run(type) is not null),
    ];

    public static TheoryData<string, string> Attempts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var attempt in OperationTable.All)
            {
                data.Add(attempt.Operation.Name, attempt.Way);
            }

            return data;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_operation_stands_in_the_table()
    {
        Assert.True(Operations.Count >= 25);
        Assert.Empty(Operations.Except(OperationTable.All.Select(attempt => attempt.Operation)).Select(type => type.FullName));
        Assert.Empty(OperationTable.All.Select(attempt => attempt.Operation).Except(Operations).Select(type => type.FullName));
    }

    [Fact]
    public void An_operation_said_to_know_only_the_actors_own_takes_no_id()
    {
        foreach (var attempt in OperationTable.All.Where(attempt => attempt.Wall == Wall.OwnOnly))
        {
            Assert.DoesNotContain(Run(attempt.Operation)!.GetParameters(), parameter => parameter.Name!.EndsWith("Id", StringComparison.Ordinal) || parameter.ParameterType == typeof(Guid));
        }
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_person_of_another_organisation_reaches_nothing(string operation, string way) => await IntrudeAsync("mydss", operation, way);

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_colleague_in_the_same_organisation_reaches_nothing(string operation, string way) => await IntrudeAsync("accountant", operation, way);

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_person_or_administrator_without_a_link_is_told_so(string operation, string way)
    {
        var attempt = Find(operation, way);
        foreach (var login in new[] { "newcomer", "admin1" })
        {
            if (attempt.NeedsLink)
            {
                await Assert.ThrowsAsync<NotLinkedException>(() => TryAsync(attempt, login));
                await AuditedAsync(attempt, login, "denied");
            }
            else if (attempt.Wall != Wall.Denied || login != "admin1")
            {
                var error = await Record.ExceptionAsync(async () => Assert.True(IsNothing(await TryAsync(attempt, login))));
                Assert.True(error is null || (error is AccessDeniedException && attempt.Wall == Wall.Denied), error?.ToString());
            }
        }
    }

    [Fact]
    public async Task A_kontur_user_who_belongs_to_somebody_is_not_given_to_another_person()
    {
        var stranger = await stage.Portal.ActorAsync("stranger");
        await using (var db = await stage.Portal.Get<Database>().OpenAsync(Stop))
        {
            // A registry that gives the stranger a certificate with the director's phone.
            await db.ExecuteAsync(
                """
                INSERT INTO issued_certificate (thumbprint, partner_user_id, full_name, inn, kpp, organization, phone, phone_tail, kontur_user, snils, valid_until, changed_at)
                SELECT 'FFFF', (SELECT subject FROM person WHERE id = @PersonId), full_name, inn, kpp, organization, phone, phone_tail, kontur_user,
                    snils, valid_until, changed_at FROM issued_certificate WHERE kontur_user = @KonturUser LIMIT 1
                """,
                new { stranger.PersonId, stage.Victim.Link.KonturUser });
        }

        Assert.IsType<LinkOutcome.TakenByAnother>(await stage.Portal.Get<LinkToKontur>().RunAsync(stranger, Stop));
        Assert.Null(await stage.Portal.Get<LinkStore>().FindOfPersonAsync(stranger.PersonId, Stop));
        await Assert.ThrowsAsync<NotLinkedException>(() => stage.Portal.Get<Acting>().LinkOfAsync(stranger, Stop));
    }

    [Fact]
    public async Task An_administrators_import_is_for_administrators()
    {
        var import = stage.Portal.Get<PreviewImport>();
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await import.RunAsync(await stage.Portal.ActorAsync("director"), "x"u8.ToArray(), "x.csv", Stop));

        // The administrator gets as far as the content.
        Assert.NotNull((await import.RunAsync(await stage.Portal.ActorAsync("admin1"), "x"u8.ToArray(), "x.csv", Stop)).Problem);
    }

    private static MethodInfo? Run(Type type) =>
        type.GetMethods().SingleOrDefault(method => method.Name == "RunAsync" && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor));

    private static Attempt Find(string operation, string way) => OperationTable.All.Single(attempt => attempt.Operation.Name == operation && attempt.Way == way);

    private async Task IntrudeAsync(string login, string operation, string way)
    {
        var attempt = Find(operation, way);
        var before = await stage.Victim.SnapshotAsync(stage.Portal.Get<Database>());
        var reached = await ReachedAsync(login);

        if (attempt.Wall == Wall.Denied)
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => TryAsync(attempt, login));
            await AuditedAsync(attempt, login, "denied");
        }
        else
        {
            var result = await TryAsync(attempt, login);
            Assert.True(IsNothing(result), $"{operation}: {result}");
        }

        Assert.Equal(before, await stage.Victim.SnapshotAsync(stage.Portal.Get<Database>()));
        Assert.Equal(reached, await ReachedAsync(login));
        Assert.Equal(0, reached);
    }

    private async Task<object?> TryAsync(Attempt attempt, string login)
    {
        await using var scope = stage.Portal.Services.CreateAsyncScope();
        return await attempt.Try(scope.ServiceProvider.GetRequiredService(attempt.Operation), await stage.Portal.ActorAsync(login), stage.Victim, Stop);
    }

    // Operations that keep an audit leave a row of the refusal, by whom it was tried.
    private async Task AuditedAsync(Attempt attempt, string login, string outcome)
    {
        if (attempt.Operation.GetConstructors().Single().GetParameters().All(parameter => parameter.ParameterType != typeof(AuditLog)))
        {
            return;
        }

        var actor = await stage.Portal.ActorAsync(login);
        await using var db = await stage.Portal.Get<Database>().OpenAsync(Stop);
        var last = await db.QueryFirstAsync<AuditRow>("SELECT * FROM audit WHERE person_id = @PersonId ORDER BY id DESC LIMIT 1", new { actor.PersonId });
        Assert.Equal((outcome, actor.SessionId, actor.Name), (last.Outcome, last.SessionId, last.PersonName));
    }

    // Accepted requests in which an intruder named an object of the victim.
    private async Task<int> ReachedAsync(string login)
    {
        using var http = new HttpClient { BaseAddress = stage.Outside.Address };
        var journal = await http.GetFromJsonAsync<List<Line>>("controls/requests?vendor=extern", Stop);
        Assert.NotEmpty(journal!);
        Assert.Contains(journal!, line => line.Person == "director" && line.Accepted);
        return journal!.Count(line => line.Person == login && line.Accepted && stage.Victim.ForeignIds.Any(id => line.Path.Contains(id, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNothing(object? result) => result switch
    {
        null or false or 0 => true,
        ICollection { Count: 0 } => true,
        IEnumerable list and not string => !list.Cast<object>().Any(),
        _ => false,
    };

    private sealed record Line(string Path, bool Accepted, string? Person);
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A right as it is typed; the day as yyyy-MM-dd.</summary>
/// <param name="PersonId">Whom it is for.</param>
/// <param name="Kind">As whom.</param>
/// <param name="WarrantNumber">Number of the power of attorney; of an employee only.</param>
/// <param name="WarrantEndsOn">Its last day; of an employee only.</param>
public sealed record RightInput(string PersonId, SenderRightKind Kind, string WarrantNumber = "", string WarrantEndsOn = "");

/// <summary>What came of granting a right.</summary>
public abstract record GrantOutcome
{
    /// <summary>The person may send.</summary>
    public sealed record Granted : GrantOutcome;

    /// <summary>Fields that are wrong.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string> Problems) : GrantOutcome;

    /// <summary>Another administrator granted or closed something at the same moment.</summary>
    public sealed record Overtaken : GrantOutcome;
}

/// <summary>An administrator lets a person send from a profile, in the place of whatever right the person had there.</summary>
public sealed class GrantRight(SenderStore senders, SenderRightStore rights, PersonStore people, StepUp stepUp, TimeProvider clock, AuditLog audit)
{
    private const int LongestNumber = 100;

    /// <summary>Grants it.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, has to sign in again, or there is no such profile or person.</exception>
    public Task<GrantOutcome> RunAsync(Actor actor, string senderId, RightInput typed, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<GrantOutcome>(actor, "goskey.grant-right", senderId, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            if (await senders.FindAsync(senderId, cancellationToken) is not { } profile || await people.FindAsync(typed.PersonId, cancellationToken) is not { } person)
            {
                throw new AccessDeniedException();
            }

            note.Detail = $"{person.Name}: {SenderWords.Kind(typed.Kind)}";
            if (profile.State == SenderState.Closed)
            {
                note.Outcome = "overtaken";
                return new GrantOutcome.Overtaken();
            }

            var problems = Problems(typed, TaxNumbers.IsPerson(profile.Inn), MoscowTime.DateOf(clock.GetUtcNow()));
            if (problems.Count > 0)
            {
                note.Outcome = "invalid";
                return new GrantOutcome.Wrong(problems);
            }

            var byWarrant = typed.Kind == SenderRightKind.Employee;
            var granted = await rights.GrantAsync(
                new SenderRight
                {
                    Id = Guid.NewGuid().ToString(), SenderId = senderId, PersonId = person.Id, Kind = typed.Kind, WarrantNumber = byWarrant ? typed.WarrantNumber.Trim() : null,
                    WarrantEndsOn = byWarrant ? typed.WarrantEndsOn : null, GrantedBy = actor.Name,
                },
                cancellationToken);
            note.Outcome = granted ? "done" : "overtaken";
            return granted ? new GrantOutcome.Granted() : new GrantOutcome.Overtaken();
        });

    /// <summary>What is wrong with a right, by the name of its field.</summary>
    public static IReadOnlyDictionary<string, string> Problems(RightInput typed, bool ofEntrepreneur, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Enum.IsDefined(typed.Kind) || (typed.Kind == SenderRightKind.Head && ofEntrepreneur) || (typed.Kind == SenderRightKind.Entrepreneur && !ofEntrepreneur))
        {
            problems.Add(nameof(typed.Kind), ofEntrepreneur ? "У предпринимателя нет руководителя: выберите «Предприниматель»" : "Это организация: выберите «Руководитель» или «Сотрудник»");
        }

        if (typed.Kind == SenderRightKind.Employee)
        {
            if (string.IsNullOrWhiteSpace(typed.WarrantNumber) || typed.WarrantNumber.Length > LongestNumber || typed.WarrantNumber.Any(char.IsControl))
            {
                problems.Add(nameof(typed.WarrantNumber), $"Укажите номер доверенности, до {LongestNumber} знаков");
            }

            if (!SenderRules.IsDay(typed.WarrantEndsOn))
            {
                problems.Add(nameof(typed.WarrantEndsOn), SenderRules.WrongDay);
            }
            else if (SenderProfile.DayOf(typed.WarrantEndsOn) < today)
            {
                problems.Add(nameof(typed.WarrantEndsOn), "Эта доверенность уже закончилась");
            }
        }

        return problems;
    }
}

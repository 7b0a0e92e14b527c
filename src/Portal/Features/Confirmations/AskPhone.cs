using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>Asks Kontur how an operation stands on the phone and writes the answer down.</summary>
public sealed class AskPhone(SigningStore store, SigningSubjects subjects, FinishSigning finish, Noticeboard noticeboard, TimeProvider clock)
{
    /// <summary>How long a phone that the person waits for no more is asked about.</summary>
    public static readonly TimeSpan FollowLeft = TimeSpan.FromDays(1);

    /// <summary>True when it is signed.</summary>
    public async Task<bool> AskAsync(Signing signing, CancellationToken cancellationToken)
    {
        var answer = await subjects.Of(signing.Kind).AskPhoneAsync(signing, cancellationToken);
        if (answer.TaskState == TaskStates.Succeed)
        {
            return await finish.FinishAsync(signing, signing.State);
        }

        var phase = SigningWords.PhaseOf(answer.Progress);
        if (answer.IsRunning && !(signing.State == SigningState.Left && clock.GetUtcNow() - signing.StartedAt > FollowLeft))
        {
            await store.AskedAsync(signing, phase, Pauses.Of(signing.Polls, signing.State), cancellationToken);
        }
        else
        {
            await store.MoveAsync(
                signing.Id, signing.State, SigningState.Ended, phase is null ? answer.Error?.Message : null, phase: phase ?? SigningPhase.Crashed,
                cancellationToken: cancellationToken);
        }

        if (!answer.IsRunning || phase != signing.Phase)
        {
            noticeboard.Publish(Signing.Topic(signing.LinkId));
        }

        return false;
    }
}

/// <summary>Pauses between questions: longer from one to the next, and spread, so that many do not ask at the same moment.</summary>
internal static class Pauses
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Up to ten seconds while a person waits, up to two minutes when nobody does or Kontur does not answer.</summary>
    public static TimeSpan Of(long polls, SigningState state, bool failed = false)
    {
        var longest = TimeSpan.FromSeconds(state == SigningState.Left || failed ? 120 : 10);
        var pause = Math.Min(longest.TotalSeconds, First.TotalSeconds * Math.Pow(1.25, Math.Min(polls, 40)));
        return TimeSpan.FromSeconds(pause * (0.8 + (0.4 * Random.Shared.NextDouble())));
    }
}

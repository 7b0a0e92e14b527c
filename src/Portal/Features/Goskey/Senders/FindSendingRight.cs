using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A right that holds now, and the profile it is for.</summary>
public sealed record SendingRight(SenderRight Right, SenderProfile Profile);

/// <summary>Whether a person may send from a profile at this moment: asked before every package.</summary>
public sealed class FindSendingRight(SenderStore senders, SenderRightStore rights, TimeProvider clock)
{
    /// <summary>The right with its profile.</summary>
    /// <exception cref="AccessDeniedException">There is none, its power of attorney has ended, or the profile is closed; the message says which.</exception>
    public async Task<SendingRight> RunAsync(Actor actor, string senderId, CancellationToken cancellationToken = default)
    {
        if (await rights.FindAsync(actor.PersonId, senderId, cancellationToken) is not { } right || await senders.FindAsync(senderId, cancellationToken) is not { } profile)
        {
            throw new AccessDeniedException();
        }

        return profile.State == SenderState.Closed ? throw new AccessDeniedException($"Профиль отправителя «{profile.Organization}» закрыт: отправлять от его имени больше нельзя.")
            : right.HoldsOn(MoscowTime.DateOf(clock.GetUtcNow())) ? new SendingRight(right, profile)
            : throw new AccessDeniedException(
                $"Ваша доверенность № {right.WarrantNumber} от организации «{profile.Organization}» действовала до {MoscowTime.Day(right.WarrantEnds ?? default)}. Попросите администратора внести новую.");
    }
}

using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>The end of a cloud signature: the state is written, the feature that asked for it goes on, open screens are told.</summary>
public sealed class FinishSigning(SigningStore store, SigningSubjects subjects, Noticeboard noticeboard)
{
    /// <summary>Writes that the documents are signed; false when the operation was not in the given state any more.</summary>
    public async Task<bool> FinishAsync(Signing signing, SigningState from)
    {
        var late = from == SigningState.Left ? "Подтверждено на телефоне уже после того, как вы отказались ждать. Подпись поставлена." : null;
        if (!await store.MoveAsync(signing.Id, from, SigningState.Confirmed, late))
        {
            return false;
        }

        await HandOverAsync(signing);
        return true;
    }

    /// <summary>Tells the feature of a signature; may be repeated.</summary>
    public async Task HandOverAsync(Signing signing)
    {
        await store.HandedOverAsync(signing.Id, await subjects.Of(signing.Kind).SignedAsync(signing));
        noticeboard.Publish(Signing.Topic(signing.LinkId));
    }
}

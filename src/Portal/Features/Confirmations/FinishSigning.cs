using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>What a feature does once its documents are signed. Implemented by the features that ask for signatures.</summary>
public interface ISignatureReceiver
{
    /// <summary>Every document of the operation is signed at Kontur. May be called again.</summary>
    Task SignedAsync(Signing signing);
}

/// <summary>The end of a cloud signature: the state is written, the feature that asked for it goes on, open screens are told.</summary>
public sealed class FinishSigning(SigningStore store, ISignatureReceiver receiver, Noticeboard noticeboard)
{
    /// <summary>Writes that the documents are signed; false when the operation was not in the given state any more.</summary>
    public async Task<bool> FinishAsync(Signing signing, SigningState from)
    {
        if (!await store.MoveAsync(signing.Id, from, SigningState.Confirmed))
        {
            return false;
        }

        await receiver.SignedAsync(signing);
        noticeboard.Publish(Signing.Topic(signing.LinkId));
        return true;
    }
}

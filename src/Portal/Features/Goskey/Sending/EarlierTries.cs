using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;

namespace Portal.Features.Goskey.Sending;

/// <summary>Asks what became of the numbers of a package, so that nothing is sent beside what has arrived.</summary>
public sealed class EarlierTries(SendingStore sendings, SenderKeys senders, IEpguOrderApi orders)
{
    /// <summary>A try before this one that arrived after all, long after it was given up; null when none did.</summary>
    /// <exception cref="VendorException">It could not be asked, or the answer is not understood: nothing is to be sent until it is known.</exception>
    /// <exception cref="SenderUnusableException">The sender's key cannot be opened.</exception>
    public async Task<SendAttempt?> ArrivedAsync(Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var one in await sendings.CommittedBeforeAsync(attempt, cancellationToken))
        {
            if (one.OrderId is { } number)
            {
                switch (await AskAsync((await senders.OfAsync(package.SenderId, cancellationToken)).Key, number, cancellationToken))
                {
                    case true:
                        return one;
                    case null:
                        throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, "What became of an earlier sending is not understood.");
                }
            }
        }

        return null;
    }

    /// <summary>True when an order has a package, false when it is an empty draft or nobody knows it, null when the answer tells neither.</summary>
    public async Task<bool?> AskAsync(EsiaKey key, long number, CancellationToken cancellationToken)
    {
        try
        {
            return OrderReading.Of(await orders.GetAsync(key, number, ct: cancellationToken)).Phase switch { OrderPhase.Draft => false, OrderPhase.Unknown => null, _ => true };
        }
        catch (VendorException nothing) when (IsUnknown(nothing))
        {
            return false;
        }
    }

    /// <summary>EPGU's own word that there is no such order (204, contract goskey 3.10); a 404 is a wrong address, or ESIA's word about a key.</summary>
    internal static bool IsUnknown(VendorException error) => error is { Vendor: EpguErrors.Vendor, StatusCode: System.Net.HttpStatusCode.NoContent };
}

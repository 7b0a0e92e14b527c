using System.Security.Cryptography;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;

namespace Portal.Features.Goskey.Sending;

/// <summary>Looks for the order of a push whose answer was lost (contract goskey 3.2, 3.5): among the orders that changed since, the one that holds our request byte for byte.</summary>
public sealed class LostPush(SendingStore sendings, PackageStore packages, IEpguOrderApi orders, FileDownload download)
{
    private const int PageSize = 50;
    private const int MostPages = 40;
    private const int LargestRequest = 1_000_000;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Its number, or null when there is none (yet).</summary>
    /// <exception cref="VendorException">EPGU could not be asked.</exception>
    public async Task<long?> FindAsync(EsiaKey key, Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        var since = EpguJson.MoscowTime((attempt.CommittedAt ?? attempt.IntendedAt) - ClockSkew);
        var names = (await packages.DocumentsAsync(package.Id, cancellationToken)).Select(document => document.WireName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await orders.ListUpdatedAsync(key, page, PageSize, since, cancellationToken);
            var numbers = answer.Content.Select(order => order.OrderId).ToList();
            var known = await sendings.KnownOrdersAsync(numbers, cancellationToken);
            foreach (var number in numbers.Where(number => !known.Contains(number)))
            {
                if (await IsOursAsync(key, number, package, names, cancellationToken))
                {
                    return number;
                }
            }

            if (numbers.Count < PageSize)
            {
                break;
            }
        }

        return null;
    }

    private async Task<bool> IsOursAsync(EsiaKey key, long number, Package package, HashSet<string> names, CancellationToken cancellationToken)
    {
        try
        {
            var order = (await orders.GetAsync(key, number, ct: cancellationToken)).Read();
            return order?.OrderAttachmentFiles is { Count: > 0 } files
                && files.Select(file => file.FileName ?? "").Where(name => name != "req.xml").ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names)
                && files.FirstOrDefault(file => file.FileName == "req.xml") is { } request
                && await DigestAsync(key, request, cancellationToken) == package.RequestSha256;
        }
        catch (VendorException other) when (EarlierTries.IsUnknown(other) || other.Code == "order_access")
        {
            return false;
        }
    }

    private async Task<string> DigestAsync(EsiaKey key, OrderFile file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        await download.ReadAsync(key, file, (bytes, _) =>
        {
            size += bytes.Length;
            if (size > LargestRequest)
            {
                throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, "A request is larger than any of ours.");
            }

            hash.AppendData(bytes.Span);
            return ValueTask.CompletedTask;
        }, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Hosting.Mail;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Results;

/// <summary>
/// Downloads what recipients signed as soon as it is there, keeps it, since EPGU may not (contract goskey gap 18), and verifies it. Runs as a job and does not give up; a document that was
/// judged is not fetched again, so that the portal's end in the middle does no harm.
/// </summary>
public sealed partial class FetchResults(
    PackageStore packages, ResultsStore store, SenderKeys senders, IEpguOrderApi api, FileDownload download, FileStore files, ResultJudge judge, Outbox outbox, IOptions<GoskeyOptions> options,
    Noticeboard noticeboard, TimeProvider clock, ILogger<FetchResults> logger)
{
    /// <summary>The most bytes of a signature; honest ones have three thousand.</summary>
    public const int LargestSignature = 1_000_000;

    private const int AtOnce = 2;
    private const int Most = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Fetches and verifies every due package. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await store.DueAsync(Most, cancellationToken), parallel, FetchAsync);
    }

    private async ValueTask FetchAsync(string id, CancellationToken cancellationToken)
    {
        if (!await store.TakeAsync(id, cancellationToken) || await packages.FindForJobAsync(id, cancellationToken) is not { OrderId: not null } package)
        {
            return;
        }

        try
        {
            await FetchAsync(package, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogPostponed(id, RefusalWords.ForLog(error));
            var failures = await store.FailuresAsync(id, cancellationToken);
            var pause = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 10 * Math.Pow(2, Math.Min(failures, 20))));
            await store.FailedAsync(id, error is LateSignatureException late && late.Left < pause ? late.Left : pause, Say(error), cancellationToken);
        }

        noticeboard.Publish(Package.Topic(package.Id));
        noticeboard.Publish(Package.TopicOf(package.PersonId));
    }

    private async Task FetchAsync(Package package, CancellationToken cancellationToken)
    {
        var key = (await senders.OfAsync(package.SenderId, cancellationToken)).Key;
        var envelope = await api.GetAsync(key, package.OrderId!.Value, ct: cancellationToken);
        if (envelope.Read() is not { } order || OrderReading.Of(envelope).Phase != OrderPhase.Signed)
        {
            throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, "A signed order does not show its files now.");
        }

        var from = order.OrderDate is { } made && made < package.SentAt ? made : package.SentAt ?? package.CreatedAt;
        var left = (package.FinalAt ?? package.CreatedAt) + options.Value.MissingAfter - clock.GetUtcNow();
        Exception? postponed = null;
        foreach (var document in (await packages.DocumentsAsync(package.Id, cancellationToken)).Where(document => document.Report is null))
        {
            await store.HoldAsync(package.Id, cancellationToken);
            try
            {
                var (signature, isTooLarge, kept) = await SignatureAsync(key, order, document, left, cancellationToken);
                var (returned, isSame) = await CopyAsync(key, order, document, cancellationToken);
                var report = await judge.JudgeAsync(package, document, new CameBack(signature, isTooLarge, isSame), from, cancellationToken);
                await store.JudgedAsync(document.Id, report, kept, returned, cancellationToken);
            }
            catch (Exception error) when (error is LateSignatureException or InvalidDataException || IsRefused(error))
            {
                // It is this document's trouble; the others need not wait for it.
                postponed = postponed is null or LateSignatureException ? error : postponed;
            }
        }

        if (postponed is not null)
        {
            ExceptionDispatchInfo.Throw(postponed);
        }

        if (await store.CompleteAsync(package.Id, cancellationToken))
        {
            await TellAsync(package, cancellationToken);
        }
    }

    // Signatures are known by their file names, not by their types (7.1). One is kept before anything else is fetched, and not fetched twice.
    private async Task<(byte[]? Bytes, bool IsTooLarge, string? Kept)> SignatureAsync(EsiaKey key, OrderDetails order, PackageDocument document, TimeSpan left, CancellationToken cancellationToken)
    {
        if (document.RecipientSignature is { } known && await files.ReadAsync(known, cancellationToken) is { } before)
        {
            return (before, false, known);
        }

        if (Named(order, document.WireName + ".sig") is not { } file)
        {
            return left > TimeSpan.Zero ? throw new LateSignatureException(left) : default;
        }

        using var bytes = new MemoryStream();
        if (!await ReadAsync(key, file, LargestSignature, (part, token) => bytes.WriteAsync(part, token), cancellationToken))
        {
            return (null, true, null);
        }

        var signature = bytes.ToArray();
        var kept = (await files.SaveAsync(signature, cancellationToken)).Sha256;
        await store.CameAsync(document.Id, kept, cancellationToken);
        return (signature, false, kept);
    }

    // The copy proves nothing that the signature does not: one that EPGU refuses to give is done without.
    private async Task<(string? Sha256, bool? IsSame)> CopyAsync(EsiaKey key, OrderDetails order, PackageDocument document, CancellationToken cancellationToken)
    {
        if (Named(order, document.WireName) is not { } copy)
        {
            return default;
        }

        try
        {
            await using var writing = files.Begin();
            var returned = await ReadAsync(key, copy, document.Size, writing.WriteAsync, cancellationToken) ? (await writing.CommitAsync(cancellationToken)).Sha256 : null;
            return (returned, returned == document.Sha256);
        }
        catch (VendorException refused) when (IsRefused(refused))
        {
            LogNoCopy(document.Id, RefusalWords.ForLog(refused));
            return default;
        }
    }

    private static bool IsRefused(Exception error) =>
        error is VendorException { Vendor: EpguErrors.Vendor, Kind: VendorErrorKind.Forbidden or VendorErrorKind.NotFound or VendorErrorKind.Rejected };

    private static OrderFile? Named(OrderDetails order, string name) =>
        order.OrderResponseFiles.FirstOrDefault(file => string.Equals(file.FileName, name, StringComparison.OrdinalIgnoreCase));

    // False when there is more than that: the rest is not read.
    private async Task<bool> ReadAsync(EsiaKey key, OrderFile file, long most, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var size = 0L;
        try
        {
            await download.ReadAsync(key, file, (part, token) => (size += part.Length) > most ? throw new TooLargeException() : write(part, token), cancellationToken);
            return true;
        }
        catch (TooLargeException)
        {
            return false;
        }
    }

    private async Task TellAsync(Package package, CancellationToken cancellationToken)
    {
        var alarming = (await packages.DocumentsAsync(package.Id, cancellationToken)).Where(document => document.Alarm is not null).ToList();
        LogFetched(package.Id, alarming.Count);
        if (alarming.Count > 0)
        {
            var (subject, body) = ResultLetter.Alarm(package, alarming);
            await outbox.PutAsync(await store.AddressAsync(package.PersonId, cancellationToken), subject, body, cancellationToken);
        }
    }

    private static string Say(Exception error) => error switch
    {
        LateSignatureException => "Не все подписи появились на Госуслугах, ждём их.",
        InvalidDataException => "Оригинал документа на портале повреждён или потерян, сверить подпись не с чем. Сообщите поддержке портала.",
        SigningException { Fault: SigningFault.CertificateUnreadable } => "Файл доверенного удостоверяющего центра в настройках портала не читается. Сообщите администратору портала.",
        VendorException { Code: EpguErrors.AccessDeniedPersonalData } denied => $"{RefusalWords.Of(denied).Sentence} {RefusalWords.Of(denied).Advice}",
        _ => RefusalWords.Of(error).Sentence,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Results of package {PackageId} are here, {Alarms} documents with an alarm")]
    private partial void LogFetched(string packageId, int alarms);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Results of package {PackageId} are fetched later: {Reason}")]
    private partial void LogPostponed(string packageId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of document {DocumentId} that came back is not given: {Reason}")]
    private partial void LogNoCopy(string documentId, string reason);

    private sealed class LateSignatureException(TimeSpan left) : Exception
    {
        /// <summary>After this it counts as missing.</summary>
        public TimeSpan Left => left;
    }

    private sealed class TooLargeException : Exception;
}

using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Goskey.Assembly;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Sending;

/// <summary>
/// One package whose turn was taken, from its kept documents to EPGU: assembled, a number reserved and stored, uploaded. Everything before the last chunk may fail and begin anew;
/// from there on only asking helps (<see cref="SettlePackages"/>).
/// </summary>
public sealed partial class PackageSending(
    PackageStore packages, SendingStore sendings, SenderKeys senders, FindSendingRight rights, PackageAssembly assembly, Spool spool, FileStore files, RecipientSeal seal, IEpguOrderApi orders,
    PackageUpload upload, SendingProgress progress, IOptions<GoskeyOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<PackageSending> logger)
{
    /// <summary>How long an upload that cannot be undone may take; then it is asked about.</summary>
    public static readonly TimeSpan LastChunk = TimeSpan.FromMinutes(5);

    private const int MostLateSeries = 3;
    private static readonly TimeSpan Heartbeat = SendingStore.Silence / 4;
    private static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LimitPause = TimeSpan.FromMinutes(1);

    /// <summary>Sends it, or writes why not. Throws nothing but what stops the portal.</summary>
    public async Task SendAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        using var beating = new CancellationTokenSource();
        var beat = BeatAsync(attempt.PackageId, beating.Token);
        try
        {
            if (await packages.FindForJobAsync(attempt.PackageId, cancellationToken) is { } package && !await ArrivedBeforeAsync(package, attempt, cancellationToken))
            {
                Tell(package);
                await SendAsync(package, attempt, cancellationToken);
            }
        }
        finally
        {
            await beating.CancelAsync();
            await beat;
            progress.Forget(attempt.PackageId);
            spool.Remove(Guid.Parse(attempt.PackageId));
            if (await packages.FindForJobAsync(attempt.PackageId, CancellationToken.None) is { } package)
            {
                Tell(package);
            }
        }
    }

    private async Task SendAsync(Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        var isCommitted = false;
        try
        {
            // A right may have ended, or been taken away, while the package waited.
            _ = await rights.RunAsync(new Actor(package.PersonId, "", package.PersonName, IsAdmin: false), package.SenderId, cancellationToken);
            var sender = await senders.OfAsync(package.SenderId, cancellationToken);
            var documents = await packages.DocumentsAsync(package.Id, cancellationToken);
            var assembled = await AssembleAsync(package, sender, documents, cancellationToken);
            var meta = new OrderMeta(sender.Region);
            progress.Note(package.Id, note => note with { TotalBytes = assembled.Size });
            long order;
            if (attempt.Way == GoskeySending.Push && assembled.Size <= PackageUpload.LargestWhole)
            {
                using var limit = await CommitAsync();
                order = await upload.PushAsync(sender.Key, meta, assembled.Path, limit.Token);
            }
            else
            {
                order = (await orders.ReserveAsync(sender.Key, meta, cancellationToken)).OrderId;
                if (!await sendings.ReservedAsync(attempt.Id, order, CancellationToken.None))
                {
                    throw new OperationCanceledException("The try was closed meanwhile.");
                }

                CancellationTokenSource? limit = null;
                try
                {
                    await upload.SendAsync(
                        sender.Key, meta, order, assembled.Path, async () => (limit = await CommitAsync()).Token, bytes => progress.Note(package.Id, note => note with { SentBytes = note.SentBytes + bytes }), cancellationToken);
                }
                finally
                {
                    limit?.Dispose();
                }
            }

            await sendings.SentAsync(attempt with { CommittedAt = clock.GetUtcNow() }, order, options.Value.SigningWindow, FirstAsk, CancellationToken.None);
        }
        catch (Exception failure) when (isCommitted && failure is OperationCanceledException or VendorException { IsUnclear: true } or VendorException { Kind: VendorErrorKind.Conflict })
        {
            // It left. Whether it arrived, only EPGU knows; a conflict says that this order has a package already.
            await sendings.DoubtAsync(package.Id, FirstAsk, (failure as VendorException)?.TraceId, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await sendings.NotSentAsync(attempt, "Отправка прервалась до того, как пакет ушёл. Начнём её заново.", null, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception failure) when (failure is VendorException or LateSeriesException or SigningException or AssemblyException or SenderUnusableException or AccessDeniedException or InvalidDataException or IOException)
        {
            await NotSentAsync(package, attempt, failure);
        }

        // What cannot be undone is on disk first; the portal's end does not cut it, only its own limit does.
        async Task<CancellationTokenSource> CommitAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await sendings.CommitAsync(attempt.Id, CancellationToken.None))
            {
                throw new OperationCanceledException("The try was closed meanwhile.");
            }

            isCommitted = true;
            return new CancellationTokenSource(LastChunk, clock);
        }
    }

    private async Task<AssembledPackage> AssembleAsync(Package package, Sender sender, IReadOnlyList<PackageDocument> documents, CancellationToken cancellationToken)
    {
        var plan = new PackagePlan(
            Guid.Parse(package.Id), new PackageSender(sender.Organization, sender.Inn, sender.Ogrn, sender.Mnemonic, sender.ServiceName, sender.Layout), seal.Open(package.Snils!), package.SignatureKind, package.Title,
            OwnDrafts.Planned(documents));
        var assembled = await assembly.AssembleAsync(plan, sender.Key.Signer, spool.Folder, step => Note(package.Id, documents, step), cancellationToken);
        var request = await files.SaveAsync(assembled.Request, cancellationToken);
        var requestSignature = await files.SaveAsync(assembled.RequestSignature, cancellationToken);
        var signed = new List<(string, string, string)>();
        foreach (var (document, made) in documents.Zip(assembled.Documents))
        {
            signed.Add((document.Id, made.GostDigest, (await files.SaveAsync(made.Signature, cancellationToken)).Sha256));
        }

        await sendings.AssembledAsync(package.Id, request.Sha256, requestSignature.Sha256, signed, cancellationToken);
        return assembled;
    }

    private void Note(string packageId, IReadOnlyList<PackageDocument> documents, AssemblyProgress step) => progress.Note(packageId, note => step.Step == AssemblyStep.Signed
        ? note with { Signed = note.Signed.Add(documents[step.Document].Id) }
        : note with { Packed = note.Packed.Add(documents[step.Document].Id) });

    // Nothing left us. What passes by itself is tried again; what a person must mend is told.
    private async Task NotSentAsync(Package package, SendAttempt attempt, Exception failure)
    {
        LogNotSent(package.Id, failure is VendorException vendor ? $"{vendor.Kind} {vendor.Code}" : failure.GetType().Name);
        switch (failure)
        {
            case VendorException { Kind: VendorErrorKind.Throttled } or VendorException { Code: EpguErrors.Limitation }:
                await sendings.HoldAsync(package.Id, LimitPause, CancellationToken.None);
                await sendings.NotSentAsync(attempt, "Госуслуги просят подождать: за 10 минут отправлено слишком много пакетов. Отправим, как только можно будет.", Trace(), LimitPause, CancellationToken.None);
                break;
            case VendorException { Kind: VendorErrorKind.Unavailable or VendorErrorKind.Unexpected } or VendorException { IsUnclear: true }:
                await sendings.NotSentAsync(attempt, "Госуслуги не отвечают. Пакет никуда не ушёл, повторим отправку сами.", Trace(), Pause(package.Failures), CancellationToken.None);
                break;
            case VendorException or SigningException or SenderUnusableException:
                var words = RefusalWords.Of(failure);
                await sendings.NotSentAsync(attempt, $"{words.Sentence} {words.Advice}".TrimEnd(), Trace(), again: null, CancellationToken.None);
                break;
            case LateSeriesException:
                var again = package.Failures + 1 < MostLateSeries ? TimeSpan.FromSeconds(5) : (TimeSpan?)null;
                await sendings.NotSentAsync(
                    attempt, again is null ? "Пакет не успевает загрузиться за отведённые пять минут: канал слишком медленный. Уменьшите документы или попробуйте позже." : "Загрузка шла дольше пяти минут, начинаем её заново.",
                    null, again, CancellationToken.None);
                break;
            case AssemblyException or AccessDeniedException:
                await sendings.NotSentAsync(attempt, (failure as AssemblyException)?.Reason ?? failure.Message, null, again: null, CancellationToken.None);
                break;
            default:
                await sendings.NotSentAsync(attempt, "Пакет не удалось собрать: сохранённый документ не читается. Удалите его и загрузите снова.", null, again: null, CancellationToken.None);
                break;
        }

        string? Trace() => (failure as VendorException)?.TraceId;
    }

    // A try before this one may have arrived after all, long after it was given up: then this one ends and that one counts.
    private async Task<bool> ArrivedBeforeAsync(Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var earlier in (await sendings.AttemptsAsync(package.Id, cancellationToken)).Where(one => one.Id != attempt.Id && one is { CommittedAt: not null, OrderId: not null }))
        {
            try
            {
                var sender = await senders.OfAsync(package.SenderId, cancellationToken);
                if (OrderReading.Of(await orders.GetAsync(sender.Key, earlier.OrderId!.Value, ct: cancellationToken)).Phase is OrderPhase.Draft or OrderPhase.Unknown)
                {
                    continue;
                }
            }
            catch (VendorException nothing) when (nothing.Kind == VendorErrorKind.NotFound)
            {
                continue;
            }
            catch (Exception unasked) when (unasked is VendorException or SigningException or SenderUnusableException)
            {
                await sendings.NotSentAsync(attempt, "Госуслуги не отвечают: не узнать, что стало с прошлой отправкой. Пока это не известно, пакет не уйдёт второй раз.", (unasked as VendorException)?.TraceId, Pause(package.Failures), CancellationToken.None);
                return true;
            }

            await sendings.NotSentAsync(attempt, "Дошла прошлая отправка.", null, again: null, CancellationToken.None);
            await sendings.SentAsync(earlier, earlier.OrderId!.Value, options.Value.SigningWindow, FirstAsk, CancellationToken.None);
            return true;
        }

        return false;
    }

    private static TimeSpan Pause(long failures) => TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, Math.Min(failures, 10))));

    private async Task BeatAsync(string packageId, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, clock, stop);
                await sendings.RenewAsync(packageId, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private void Tell(Package package)
    {
        noticeboard.Publish(Package.Topic(package.Id));
        noticeboard.Publish(Package.TopicOf(package.PersonId));
        if (package.GroupId is { } group)
        {
            noticeboard.Publish(Package.Topic(group));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Package {PackageId} was not sent: {Reason}")]
    private partial void LogNotSent(string packageId, string reason);
}

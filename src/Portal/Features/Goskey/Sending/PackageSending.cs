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
    PackageStore packages, SendQueueStore queue, SendingStore sendings, SenderKeys senders, FindSendingRight rights, PackageAssembly assembly, Spool spool, FileStore files, RecipientSeal seal, IEpguOrderApi orders,
    PackageUpload upload, EarlierTries earlier, SendingProgress progress, IOptions<GoskeyOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<PackageSending> logger)
{
    /// <summary>How long an upload that cannot be undone may take; then it is asked about.</summary>
    public static readonly TimeSpan LastChunk = TimeSpan.FromMinutes(5);

    private const int MostLateSeries = 3;
    private static readonly TimeSpan Heartbeat = SendQueueStore.Silence / 4;
    private static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LimitPause = TimeSpan.FromMinutes(1);

    /// <summary>Sends it, or writes why not; whatever happens, nothing of it stays in the spool.</summary>
    public async Task SendAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        using var beating = new CancellationTokenSource();
        var beat = BeatAsync(attempt.PackageId, beating.Token);
        var isCommitted = false;
        try
        {
            if (await packages.FindForJobAsync(attempt.PackageId, cancellationToken) is { } package && await FirstAsync(package, attempt, cancellationToken))
            {
                Tell(package);
                await SendAsync(package, attempt, () => isCommitted = true, cancellationToken);
            }
        }
        catch (Exception failure) when (isCommitted && failure is not VendorException { IsUnclear: false, Kind: not VendorErrorKind.Conflict })
        {
            // It left. Whether it arrived, only EPGU knows; a conflict says that this order has a package already.
            LogNotSent(attempt.PackageId, $"unclear: {Short(failure)}");
            await sendings.DoubtAsync(attempt, FirstAsk, (failure as VendorException)?.TraceId, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await sendings.NotSentAsync(attempt, "Отправка прервалась до того, как пакет ушёл. Начнём её заново.", null, TimeSpan.Zero, evenCommitted: false, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Whatever it was: nothing left, or EPGU refused it, and the package does not hang.
            LogNotSent(attempt.PackageId, Short(failure));
            await NotSentAsync(attempt, failure);
        }
        finally
        {
            progress.Forget(attempt.PackageId);
            Clear(attempt.PackageId);
            await beating.CancelAsync();
            await beat;
            if (await packages.FindForJobAsync(attempt.PackageId, CancellationToken.None) is { } package)
            {
                Tell(package);
            }
        }
    }

    private async Task SendAsync(Package package, SendAttempt attempt, Action committed, CancellationToken cancellationToken)
    {
        // A right may have ended, or been taken away, while the package waited.
        _ = await rights.RunAsync(new Actor(package.PersonId, "", package.PersonName, IsAdmin: false), package.SenderId, cancellationToken);
        var sender = await senders.OfAsync(package.SenderId, cancellationToken);
        var assembled = await AssembleAsync(package, attempt, sender, await packages.DocumentsAsync(package.Id, cancellationToken), cancellationToken);
        var meta = new OrderMeta(sender.Region);
        progress.Note(package.Id, note => note with { TotalBytes = assembled.Size });
        CancellationTokenSource? limit = null;
        long order;
        try
        {
            if (attempt.Way == GoskeySending.Push && assembled.Size <= PackageUpload.LargestWhole)
            {
                order = await upload.PushAsync(sender.Key, meta, assembled.Path, await CommitAsync());
            }
            else
            {
                order = (await orders.ReserveAsync(sender.Key, meta, cancellationToken)).OrderId;
                if (!await sendings.ReservedAsync(attempt.Id, order, CancellationToken.None))
                {
                    throw new OperationCanceledException("The try was closed meanwhile.");
                }

                await upload.SendAsync(
                    sender.Key, meta, order, assembled.Path, CommitAsync, bytes => progress.Note(package.Id, note => note with { SentBytes = note.SentBytes + bytes }), cancellationToken);
            }
        }
        finally
        {
            limit?.Dispose();
        }

        await sendings.SentAsync(attempt with { CommittedAt = clock.GetUtcNow() }, order, options.Value.SigningWindow, FirstAsk, CancellationToken.None);

        // What cannot be undone is on disk first; the portal's end does not cut it, only its own limit does. A try before this one may have arrived while this one was assembled.
        async Task<CancellationToken> CommitAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await earlier.ArrivedAsync(package, attempt, cancellationToken) is not null || !await sendings.CommitAsync(attempt.Id, CancellationToken.None))
            {
                throw new OperationCanceledException("The try was closed meanwhile, or an earlier one arrived.");
            }

            committed();
            limit = new CancellationTokenSource(LastChunk, clock);
            return limit.Token;
        }
    }

    // What arrived late after all counts, and this try ends.
    private async Task<bool> FirstAsync(Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        if (await earlier.ArrivedAsync(package, attempt, cancellationToken) is not { } arrived)
        {
            return true;
        }

        await sendings.NotSentAsync(attempt, "Дошла прошлая отправка.", null, again: null, evenCommitted: false, CancellationToken.None);
        await sendings.SentAsync(arrived, arrived.OrderId!.Value, options.Value.SigningWindow, FirstAsk, CancellationToken.None);
        return false;
    }

    private async Task<AssembledPackage> AssembleAsync(Package package, SendAttempt attempt, Sender sender, IReadOnlyList<PackageDocument> documents, CancellationToken cancellationToken)
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

        return await sendings.AssembledAsync(attempt, request.Sha256, requestSignature.Sha256, signed, cancellationToken)
            ? assembled : throw new OperationCanceledException("The try was closed meanwhile.");
    }

    private void Note(string packageId, IReadOnlyList<PackageDocument> documents, AssemblyProgress step) => progress.Note(packageId, note => step.Step == AssemblyStep.Signed
        ? note with { Signed = note.Signed.Add(documents[step.Document].Id) }
        : note with { Packed = note.Packed.Add(documents[step.Document].Id) });

    // What passes by itself is tried again; what a person must mend is told.
    private async Task NotSentAsync(SendAttempt attempt, Exception failure)
    {
        var failures = (await packages.FindForJobAsync(attempt.PackageId, CancellationToken.None))?.Failures ?? 0;
        var (words, again) = failure switch
        {
            VendorException { Kind: VendorErrorKind.Throttled } or VendorException { Code: EpguErrors.Limitation } =>
                ("Госуслуги просят подождать: за 10 минут отправлено слишком много пакетов. Отправим, как только можно будет.", LimitPause),
            VendorException { Kind: VendorErrorKind.Unavailable or VendorErrorKind.Unexpected } or VendorException { IsUnclear: true } =>
                ("Госуслуги не отвечают. Пакет никуда не ушёл, повторим отправку сами.", Pause(failures)),
            LateSeriesException when failures + 1 < MostLateSeries => ("Загрузка шла дольше отведённого времени, начинаем её заново.", Pause(failures)),
            LateSeriesException => ("Пакет не успевает загрузиться за отведённые пять минут: канал слишком медленный. Уменьшите документы или попробуйте позже.", null),
            VendorException or SigningException or SenderUnusableException => ($"{RefusalWords.Of(failure).Sentence} {RefusalWords.Of(failure).Advice}".TrimEnd(), null),
            AssemblyException refused => ($"{refused.Reason}.", null),
            AccessDeniedException denied => (denied.Message, null),
            InvalidDataException => ("Сохранённый документ не читается. Удалите его из пакета и загрузите снова.", null),
            IOException or System.Data.Common.DbException => ("На портале не хватает места, или его диск не отвечает. Повторим отправку сами.", Pause(failures)),
            _ => ("Пакет не отправлен из-за ошибки портала. Сообщите администратору портала.", (TimeSpan?)null),
        };
        if (again == LimitPause)
        {
            await queue.HoldAsync(attempt.PackageId, LimitPause, CancellationToken.None);
        }

        await sendings.NotSentAsync(attempt, words, (failure as VendorException)?.TraceId, again, evenCommitted: true, CancellationToken.None);
    }

    private static TimeSpan Pause(long failures) => TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, Math.Min(failures, 10))));

    // A beat that fails is made up for by the next one: the package counts as left behind only when some fail in a row.
    private async Task BeatAsync(string packageId, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Heartbeat, clock, stop);
                await queue.RenewAsync(packageId, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception missed)
            {
                LogNotSent(packageId, $"a heartbeat was missed: {missed.GetType().Name}");
            }
        }
    }

    private void Clear(string packageId)
    {
        try
        {
            spool.Remove(Guid.Parse(packageId));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogNotSent(packageId, $"its spool stays until the start: {refused.GetType().Name}");
        }
    }

    // No vendor's text: it may repeat what was sent.
    private static string Short(Exception failure) => failure is VendorException vendor ? $"{vendor.Vendor} {vendor.Kind} {vendor.Code}" : failure.GetType().Name;

    private void Tell(Package package)
    {
        noticeboard.Publish(Package.Topic(package.Id));
        noticeboard.Publish(Package.TopicOf(package.PersonId));
        if (package.GroupId is { } group)
        {
            noticeboard.Publish(Package.Topic(group));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending of package {PackageId}: {Reason}")]
    private partial void LogNotSent(string packageId, string reason);
}

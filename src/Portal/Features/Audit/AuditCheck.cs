namespace Portal.Features.Audit;

/// <summary>How far a check has come.</summary>
public sealed record AuditProgress(long Checked, long Total);

/// <summary>Goes along the whole chain, a page at a time, and names the first record that does not hold. Used by the button and by the command line.</summary>
public sealed class AuditCheck(AuditStore store, AuditChain chain)
{
    private const int PageSize = 1000;
    private const int LookedThrough = 100_000;

    /// <summary>
    /// Checks every row between the anchor and the head. Rows may be appended and trimmed meanwhile.
    /// With <paramref name="logged"/>, a head that once stood in the log must still be in the chain: that finds a database put back whole to an older state.
    /// </summary>
    public async Task<AuditVerdict> RunToEndAsync(
        IProgress<AuditProgress>? progress = null, AuditHead? logged = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var ends = await store.EndsAsync(cancellationToken);
            var verdict = await PassAsync(ends, progress, logged, cancellationToken);
            if (verdict.Break is null || (await store.EndsAsync(cancellationToken)).AnchorSeq == ends.AnchorSeq)
            {
                return verdict;
            }

            // The oldest rows were trimmed under our feet: once more, from the new anchor.
        }
    }

    private async Task<AuditVerdict> PassAsync(AuditEnds ends, IProgress<AuditProgress>? progress, AuditHead? logged, CancellationToken cancellationToken)
    {
        var (head, anchor) = (ends.Head, ends.Anchor);
        if (!chain.IsAnchor(anchor, ends.AnchorMac) || anchor.Seq > head.Seq)
        {
            return new(0, anchor, anchor, new(AuditFault.AnchorChanged, anchor.Seq));
        }

        var walk = new AuditWalk(chain, anchor);
        var loggedFound = logged is null || logged.Seq < anchor.Seq || logged == anchor;
        while (walk.Reached.Seq < head.Seq)
        {
            var rows = await store.StoredAsync(walk.Reached.Seq, PageSize, cancellationToken);
            foreach (var row in rows.Where(row => row.Seq is not long seq || seq <= head.Seq))
            {
                if (walk.Step(row) is { } broken)
                {
                    return Verdict(broken.Fault == AuditFault.Changed && await IsFromElsewhereAsync(row, walk.Reached, cancellationToken)
                        ? broken with { Fault = AuditFault.OutOfOrder }
                        : broken);
                }

                loggedFound |= walk.Reached == logged;
            }

            progress?.Report(new(walk.Reached.Seq - anchor.Seq, head.Seq - anchor.Seq));
            if (rows.Count == 0 || rows.All(row => row.Seq is long seq && seq > head.Seq))
            {
                return Verdict(new(AuditFault.TailCut, walk.Reached.Seq + 1));
            }

            // SQLite answers without waiting; a screen that shows the progress gets its turn here.
            await Task.Yield();
        }

        return Verdict(await WrongAtTheEndsAsync(ends, walk.Reached, cancellationToken) ?? (loggedFound ? null : new(AuditFault.NotAsLogged, logged!.Seq)));

        AuditVerdict Verdict(AuditBreak? broken) => new(walk.Reached.Seq - anchor.Seq, anchor, walk.Reached, broken);
    }

    private async Task<AuditBreak?> WrongAtTheEndsAsync(AuditEnds ends, AuditHead reached, CancellationToken cancellationToken)
    {
        if (!chain.IsHead(ends.Head, ends.Mac) || ends.Head != reached)
        {
            return new(AuditFault.HeadChanged, ends.Seq);
        }

        // Counted before the head is read again: what is appended meanwhile is never beyond it.
        var (count, last) = await store.CountAsync(ends.AnchorSeq, ends.Seq, cancellationToken);
        if (last > (await store.EndsAsync(cancellationToken)).Seq)
        {
            return await store.StoredAsync(ends.Seq, 1, cancellationToken) is [var beyond, ..]
                ? new(AuditFault.Inserted, beyond.Seq as long? ?? ends.Seq + 1, beyond.At, beyond.Id)
                : new(AuditFault.Inserted, ends.Seq + 1);
        }

        if (await store.StrayAsync(ends.AnchorSeq, cancellationToken) is { } stray)
        {
            return new(AuditFault.Inserted, stray.Seq as long? ?? 0, stray.At, stray.Id);
        }

        return count == ends.Seq - ends.AnchorSeq ? null : new(AuditFault.Inserted, ends.Seq);
    }

    // A whole record moved from further on still carries the seal of its own place.
    private async Task<bool> IsFromElsewhereAsync(StoredRow moved, AuditHead before, CancellationToken cancellationToken)
    {
        var hash = moved.Hash as string;
        var previous = moved.Hash as string;
        for (var after = before.Seq + 1; after < before.Seq + LookedThrough;)
        {
            var rows = await store.StoredAsync(after, PageSize, cancellationToken);
            foreach (var row in rows)
            {
                if (row.Seq is not long seq || row.Hash is not string own)
                {
                    return false;
                }

                // Its neighbour before it may be the one it was swapped with.
                if (AuditChain.Same(chain.Seal(new(seq - 1, previous!), moved.Values), hash) || AuditChain.Same(chain.Seal(new(seq - 1, own), moved.Values), hash))
                {
                    return true;
                }

                (after, previous) = (seq, own);
            }

            if (rows.Count < PageSize)
            {
                return false;
            }
        }

        return false;
    }
}

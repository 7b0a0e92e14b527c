using System.Globalization;

namespace Portal.Features.Audit;

/// <summary>What is wrong with the first broken record.</summary>
public enum AuditFault
{
    /// <summary>The record is not as it was written.</summary>
    Changed,

    /// <summary>The record is not there.</summary>
    Missing,

    /// <summary>A record stands in another's place.</summary>
    OutOfOrder,

    /// <summary>The record was not written by the portal.</summary>
    Inserted,

    /// <summary>The newest records are not there.</summary>
    TailCut,

    /// <summary>The stored end of the chain was changed.</summary>
    HeadChanged,

    /// <summary>The stored start of the chain, left by trimming, was changed.</summary>
    AnchorChanged,

    /// <summary>The chain is not the one whose head stands in the log.</summary>
    NotAsLogged,
}

/// <summary>The first broken record.</summary>
public sealed record AuditBreak(AuditFault Fault, long Seq, DateTimeOffset? At = null, string? Id = null)
{
    /// <summary>For logs and the command line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"record {Seq}, time {At?.ToString("O", CultureInfo.InvariantCulture) ?? "unknown"}, id {Id ?? "unknown"}: {Words}");

    private string Words => Fault switch
    {
        AuditFault.Changed => "changed",
        AuditFault.Missing => "missing",
        AuditFault.OutOfOrder => "out of order: another record stands in its place",
        AuditFault.Inserted => "inserted: not written by the portal",
        AuditFault.TailCut => "head cut off: the newest records from here on were removed",
        AuditFault.HeadChanged => "the stored head of the chain was changed",
        AuditFault.AnchorChanged => "the anchor of the trimmed records was changed",
        _ => "not the record whose hash was logged",
    };
}

/// <summary>What a check found.</summary>
/// <param name="Checked">Records that are as they were written, from the start on.</param>
/// <param name="Anchor">Where the chain starts: the last trimmed record.</param>
/// <param name="Reached">The last good record.</param>
/// <param name="Break">The first broken one, or null.</param>
public sealed record AuditVerdict(long Checked, AuditHead Anchor, AuditHead Reached, AuditBreak? Break);

/// <summary>Goes along the rows and stops at the first one that does not hold.</summary>
public sealed class AuditWalk(AuditChain chain, AuditHead start)
{
    /// <summary>The last good row.</summary>
    public AuditHead Reached { get; private set; } = start;

    /// <summary>One row on; what is wrong with it, or null.</summary>
    public AuditBreak? Step(StoredRow row)
    {
        var expected = Reached.Seq + 1;
        if (row.Seq is long seq && seq != expected)
        {
            return seq > expected ? new(AuditFault.Missing, expected) : new(AuditFault.Inserted, seq, row.At, row.Id);
        }

        var stored = row.Hash as string;
        if (row.Seq is not long || !AuditChain.Same(chain.Seal(Reached, row.Values), stored))
        {
            return new(AuditChain.Same(chain.SealAfterBreak(Reached, row.Values), stored) ? AuditFault.TailCut : AuditFault.Changed, expected, row.At, row.Id);
        }

        Reached = new AuditHead(expected, stored!);
        return null;
    }
}

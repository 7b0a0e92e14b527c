namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>What is known of one content (drafts contract 3): owner, length and the byte ranges on disk.</summary>
internal sealed record StoredContent(
    Guid Id, Guid AccountId, long? Total, IReadOnlyList<ByteRange> Stored, string MediaType, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Every byte is there and the length is known.</summary>
    public bool IsComplete => Total is { } total && Stored is [{ From: 0 } only] && only.To == total - 1;

    /// <summary>The same with one more range, neighbours joined.</summary>
    public StoredContent With(ByteRange added, long? total)
    {
        var joined = new List<ByteRange>();
        foreach (var range in Stored.Append(added).OrderBy(range => range.From))
        {
            if (joined.Count > 0 && range.From <= joined[^1].To + 1)
            {
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, range.To) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return this with { Stored = joined, Total = Total ?? total };
    }
}

/// <summary>An inclusive range of bytes.</summary>
internal readonly record struct ByteRange(long From, long To)
{
    public long Length => To - From + 1;
}

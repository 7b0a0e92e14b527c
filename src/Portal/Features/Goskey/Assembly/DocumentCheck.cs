namespace Portal.Features.Goskey.Assembly;

/// <summary>Why a document is not taken.</summary>
/// <param name="Reason">A sentence for the user.</param>
public sealed record DocumentFinding(string Reason);

/// <summary>
/// Looks at a document while it streams through: is it what its extension says, is it whole, is it not too big (contract goskey 6.1). Feed it the blocks in their order,
/// finish once, dispose always. It keeps a few hundred kilobytes at most, whatever it is fed.
/// </summary>
public sealed class DocumentCheck : IAsyncDisposable
{
    private readonly PackageRules rules;
    private readonly long most;
    private readonly ContentProbe? probe;
    private DocumentFinding? finding;
    private long length;

    private DocumentCheck(string extension, PackageRules rules, long most)
    {
        (this.rules, this.most) = (rules, most);
        if (rules.FormatOf(extension) is { } format)
        {
            probe = ContentProbe.Of(format.Kind);
        }
        else
        {
            finding = new DocumentFinding($"Такой формат не принимают. Можно: {string.Join(", ", rules.Formats.Select(one => one.Extension))}");
        }
    }

    /// <summary>Begins a document.</summary>
    /// <param name="extension">Its extension, or its whole name.</param>
    /// <param name="rules">The profile of the service.</param>
    /// <param name="left">Bytes that the package still has room for (<see cref="PackageTotals.Left"/>); null for a package of this document alone.</param>
    public static DocumentCheck Begin(string extension, PackageRules rules, long? left = null) =>
        new(extension, rules, left ?? PackageTotals.Of(rules, []).Left);

    /// <summary>Takes the next block. False when the document is refused already and the rest need not be read.</summary>
    public async ValueTask<bool> FeedAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken = default)
    {
        if (finding is not null || probe is null)
        {
            return false;
        }

        length += block.Length;
        if (length > most)
        {
            finding = new DocumentFinding($"Файл не помещается: для него осталось {Sizes.Of(Math.Max(most, 0))} из {Sizes.Of(rules.MostBytes)} на весь пакет с подписями");
            return false;
        }

        return await probe.FeedAsync(block, cancellationToken);
    }

    /// <summary>The verdict: null when the document is fine.</summary>
    public async Task<DocumentFinding?> FinishAsync(CancellationToken cancellationToken = default)
    {
        if (finding is null && length == 0)
        {
            finding = new DocumentFinding("Файл пустой");
        }

        return finding ??= probe is not null && await probe.FinishAsync(cancellationToken) is { } reason ? new DocumentFinding(reason) : null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => probe?.DisposeAsync() ?? ValueTask.CompletedTask;
}

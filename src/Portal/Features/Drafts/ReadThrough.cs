using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Portal.Features.Drafts;

/// <summary>
/// A stream that is read once and used three times: its bytes go to whoever reads it, to a hash, and through a pipe to the reader of the report.
/// Holds no more than the pipe's pause (64 KB).
/// </summary>
internal sealed class ReadThrough : Stream
{
    private readonly Stream source;
    private readonly long most;
    private readonly Pipe pipe = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Task<ReportFacts> reading;

    /// <summary>Begins to read; more than <paramref name="most"/> bytes are refused.</summary>
    public ReadThrough(Stream source, long most, CancellationToken cancellationToken)
    {
        (this.source, this.most) = (source, most);
        reading = ReadReportAsync(cancellationToken);
    }

    /// <summary>Bytes read so far.</summary>
    public long Size { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Size; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reading.IsFaulted)
        {
            await reading;
        }

        var count = await source.ReadAsync(buffer, cancellationToken);
        Size += count;
        if (Size > most)
        {
            throw new ReportFileException($"Файл больше {most / 1_048_576} МБ: такой файл не принимается.");
        }

        if (count > 0)
        {
            hash.AppendData(buffer.Span[..count]);
            await pipe.Writer.WriteAsync(buffer[..count], cancellationToken);
        }

        return count;
    }

    /// <summary>After the last byte: what was read, and the SHA-256 in lower-case hex.</summary>
    /// <exception cref="ReportFileException">The bytes are no report.</exception>
    public async Task<(ReportFacts Facts, string Sha256)> FinishAsync()
    {
        await pipe.Writer.CompleteAsync();
        return (await reading, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pipe.Writer.Complete(new OperationCanceledException());
            _ = reading.Exception;
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<ReportFacts> ReadReportAsync(CancellationToken cancellationToken)
    {
        await using var stream = pipe.Reader.AsStream();
        return await ReportFile.ReadAsync(stream, cancellationToken);
    }
}

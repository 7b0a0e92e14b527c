using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>A stream that is read once: what its reader gets is written to a stored file on the way.</summary>
internal sealed class KeepThrough(Stream source, FileWriting file, long most) : Stream
{
    private long size;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => size; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        size += count;
        if (size > most)
        {
            throw new ReportFileException($"Файл больше {most / 1_048_576} МБ: такой файл не принимается.");
        }

        await file.WriteAsync(buffer[..count], cancellationToken);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

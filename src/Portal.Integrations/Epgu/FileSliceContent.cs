using System.Net;

namespace Portal.Integrations.Epgu;

/// <summary>A part of a file as a body: read while it is sent, a block at a time.</summary>
internal sealed class FileSliceContent(string path, long offset, long length) : HttpContent
{
    private const int Block = 81_920;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Block, FileOptions.Asynchronous | FileOptions.SequentialScan);
        file.Position = offset;
        var buffer = new byte[Block];
        for (var left = length; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Block, left)), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The file became shorter while it was sent.");
            }

            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}

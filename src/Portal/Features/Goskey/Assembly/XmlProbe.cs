using System.IO.Pipelines;
using System.Text;
using System.Xml;

namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// XML, well formed, without a DTD, and thereby without entities. What is fed goes through a pipe to a reader that runs beside; the pipe holds 64 KB, and what would make
/// the reader itself grow (a long attribute, endless nesting, ever new names) is refused.
/// </summary>
internal sealed class XmlProbe : ContentProbe
{
    private const int Deepest = 512;
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 65_536, resumeWriterThreshold: 32_768, useSynchronizationContext: false));
    private readonly byte[] head = new byte[64];
    private readonly Task<string?> reading;
    private int headLength;

    static XmlProbe() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public XmlProbe() => reading = ReadAsync();

    /// <inheritdoc />
    public override async ValueTask<bool> FeedAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var first = block[..Math.Min(block.Length, head.Length - headLength)];
        first.CopyTo(head.AsMemory(headLength));
        headLength += first.Length;
        return !(await pipe.Writer.WriteAsync(block, cancellationToken)).IsCompleted;
    }

    /// <inheritdoc />
    public override async Task<string?> FinishAsync(CancellationToken cancellationToken)
    {
        await pipe.Writer.CompleteAsync();
        return await reading.WaitAsync(cancellationToken) is not { } problem ? null
            : KnownContents.Of(head.AsSpan(0, headLength)) is { } found and not ("XML" or "текст UTF-16") ? $"Внутри не XML, а {found}"
            : problem;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        // A document that is left in the middle is no error of its own.
        await pipe.Writer.CompleteAsync();
        await reading;
        await base.DisposeAsync();
    }

    private async Task<string?> ReadAsync()
    {
        var settings = new XmlReaderSettings
        {
            Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, NameTable = new BoundedNames(),
            IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
        };
        try
        {
            await using var metered = new MeteredStream(pipe.Reader.AsStream());
            using var reader = XmlReader.Create(metered, settings);
            var chunk = new char[4096];
            while (await reader.ReadAsync())
            {
                metered.Reset();
                if (reader.Depth > Deepest)
                {
                    return $"В XML больше {Deepest} вложенных уровней";
                }

                while (reader.NodeType is XmlNodeType.Text && await reader.ReadValueChunkAsync(chunk, 0, chunk.Length) > 0)
                {
                    metered.Reset();
                }
            }

            return null;
        }
        catch (XmlException broken)
        {
            // The reader has no code for it, its message is in English everywhere.
            return broken.Message.Contains("DTD", StringComparison.Ordinal)
                ? "В XML есть DTD (<!DOCTYPE…>): такие файлы не принимают, они могут подменять содержимое"
                : $"Внутри не правильный XML: ошибка в строке {broken.LineNumber}, знак {broken.LinePosition}";
        }
        catch (InvalidDataException tooBig)
        {
            return tooBig.Message;
        }
        catch (Exception unknown) when (unknown is NotSupportedException or ArgumentException)
        {
            return "Кодировка XML не понята: сохраните файл в UTF-8 или Windows-1251";
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
        }
    }

    /// <summary>Counts what one piece of markup takes.</summary>
    private sealed class MeteredStream(Stream inner) : Stream
    {
        private const int Longest = 1_000_000;
        private int taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Reset() => taken = 0;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            taken += read;
            return taken <= Longest ? read : throw new InvalidDataException("В XML слишком длинный тег, комментарий или блок CDATA: больше 1 МБ");
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Names of elements and attributes are kept for good by a reader; an honest document has few.</summary>
    private sealed class BoundedNames : NameTable
    {
        private const int Most = 20_000;
        private int count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++count <= Most ? name : throw new InvalidDataException($"В XML больше {Most} разных имён");
    }
}

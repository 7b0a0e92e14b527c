using System.Security.Cryptography;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>ContentsClient (drafts contract 7.5).</summary>
internal sealed class ContentsClientRows(ExternUser user, Guid account) : SdkRows(user)
{
    public const string Table = """
        StartUploadAsync | POST v1/{accountId}/contents
        UploadChunkAsync | PUT v1/{accountId}/contents/{id}
        DownloadAsBytesAsync (all) | GET v1/{accountId}/contents/{id}
        DownloadAsBytesAsync (range) | GET v1/{accountId}/contents/{id}
        """;

    private const int Piece = 80 * 1024;
    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(500 * 1024);
    private string content = "";

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["StartUploadAsync"] = async () =>
            content = $"/v1/{account}/contents/{(string)Read(await User.UploadPartAsync(HttpMethod.Post, $"/v1/{account}/contents", bytes[..Piece], $"bytes 0-{Piece - 1}/*"))["id"]!}",
        ["UploadChunkAsync"] = async () =>
        {
            for (var from = Piece; from < bytes.Length; from += Piece)
            {
                var to = Math.Min(from + Piece, bytes.Length);
                var stored = Read(await User.UploadPartAsync(HttpMethod.Put, content, bytes[from..to], $"bytes {from}-{to - 1}/{bytes.Length}"));
                Assert.Equal(content.Split('/')[^1], (string)stored["content"]!["id"]!);
                Assert.Equal(to == bytes.Length, (bool)stored["is-completed"]!);
            }
        },
        ["DownloadAsBytesAsync (all)"] = async () =>
        {
            var whole = await User.GetAsync(content);
            Assert.Equal(bytes, whole.Bytes);
            Assert.Equal(bytes.Length, whole.ContentHeaders.ContentRange!.Length);
        },
        ["DownloadAsBytesAsync (range)"] = async () =>
        {
            var read = new List<byte>();
            while (read.Count < bytes.Length)
            {
                // The SDK asks for a full piece at the tail too (S9).
                var part = await User.GetAsync(content, request => request.Headers.Range = new(read.Count, read.Count + Piece - 1));
                Assert.Equal(read.Count, part.ContentHeaders.ContentRange!.From);
                Assert.Equal(bytes.Length, part.ContentHeaders.ContentRange.Length);
                read.AddRange(part.Bytes);
            }

            Assert.Equal(bytes, read);
        },
    };
}

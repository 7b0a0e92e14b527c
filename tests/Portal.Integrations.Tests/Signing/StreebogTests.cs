using System.Text;
using Org.BouncyCastle.Security;
using Portal.Integrations.Signing;

namespace Portal.Integrations.Tests.Signing;

public sealed class StreebogTests
{
    // RFC 6986, 10.1: the example M1.
    private const string Example = "012345678901234567890123456789012345678901234567890123456789012";

    [Theory]
    [InlineData(256, "9D151EEFD8590B89DAA6BA6CB74AF9275DD051026BB149A452FD84E5E57B5500")]
    [InlineData(512, "1B54D01A4AF5B9D5CC3D86D68D285462B19ABC2475222F35C085122BE4BA1FFA00AD30F8767B3A82384C6574F024C311E2A481332B08EF7F41797891C1646F48")]
    public void The_example_of_the_standard_has_its_digest(int bits, string digest) =>
        Assert.Equal(digest, Convert.ToHexString(ContentDigest.Of(Encoding.ASCII.GetBytes(Example), Algorithm(bits)).Value.Span));

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task Contents_of_any_length_read_in_any_pieces_have_the_digest_that_BouncyCastle_gives(int bits)
    {
        var random = new Random(bits);
        foreach (var length in Enumerable.Range(0, 200).Concat([1023, 1024, 1025, 131_071, 131_072, 131_073, 400_000]))
        {
            var content = new byte[length];
            random.NextBytes(content);
            if (length % 3 == 0)
            {
                // Carries through the whole sum.
                Array.Fill(content, (byte)0xff);
            }

            var expected = Convert.ToHexString(DigestUtilities.CalculateDigest(Algorithm(bits).Digest, content));
            Assert.Equal(expected, Convert.ToHexString(ContentDigest.Of(content, Algorithm(bits)).Value.Span));
            Assert.Equal(expected, Convert.ToHexString((await ContentDigest.OfAsync(new MemoryStream(content), Algorithm(bits), TestContext.Current.CancellationToken)).Value.Span));
            foreach (var piece in length < 2000 ? new[] { 1, 7, 63, 64, 65 } : [4095])
            {
                Assert.Equal(expected, Convert.ToHexString((await ContentDigest.OfAsync(new Pieces(content, piece), Algorithm(bits), TestContext.Current.CancellationToken)).Value.Span));
            }
        }
    }

    private static GostAlgorithm Algorithm(int bits) => bits == 256 ? GostAlgorithm.Bits256 : GostAlgorithm.Bits512;

    /// <summary>A stream that gives little at a time.</summary>
    private sealed class Pieces(byte[] content, int size) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}

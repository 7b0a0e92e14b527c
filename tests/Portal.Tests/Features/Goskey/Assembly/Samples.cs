using System.Text;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>Small documents of each format.</summary>
internal static class Samples
{
    public static byte[] Pdf(int size = 600) =>
        [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)'x', Math.Max(0, size - 60)), .. "\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"u8];

    public static byte[] Tiff => [.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] BigEndianTiff => [.. "MM\0*"u8, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];

    public static byte[] Jpeg => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 1, 2, 3, 0xFF, 0xD9];

    public static byte[] Zip => [.. "PK"u8, 3, 4, .. new byte[60]];

    public static byte[] Xml => Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="utf-8"?><Акт номер="1">Согласовано &amp; подписано</Акт>""");

    public static byte[] Text => Encoding.UTF8.GetBytes("Согласие на обработку\r\n");
}

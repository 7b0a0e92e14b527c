using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>The text of a PDF, read back from its glyphs by the maps that the file itself carries.</summary>
internal static partial class PdfText
{
    public static IReadOnlyList<string> Pages(byte[] pdf)
    {
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        using var document = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        return [.. Enumerable.Range(0, document.PageCount).Select(number => Page(document.Pages[number]))];
    }

    public static string Whole(byte[] pdf) => string.Join('\n', Pages(pdf));

    private static string Page(PdfPage page)
    {
        var fonts = page.Resources.Elements.GetDictionary("/Font")!;
        var maps = fonts.Elements.Keys.ToDictionary(name => name, name => Map(fonts.Elements.GetDictionary(name)!));
        var content = Encoding.Latin1.GetString(page.Contents.CreateSingleContent().Stream!.UnfilteredValue);
        var text = new StringBuilder();
        var font = "";
        foreach (Match match in Operators().Matches(content))
        {
            if (match.Groups["font"].Success)
            {
                font = match.Groups["font"].Value;
                continue;
            }

            text.Append(match.Groups["text"].Value);
            var glyphs = string.Concat(match.Groups["hex"].Value.Where(char.IsAsciiHexDigit));
            for (var at = 0; at < glyphs.Length; at += 4)
            {
                text.Append(maps[font][Hex(glyphs[at..(at + 4)])]);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static Dictionary<int, char> Map(PdfDictionary font) => font.Elements.GetDictionary("/ToUnicode") is not { Stream: { } stream } ? []
        : Ranges().Matches(Encoding.Latin1.GetString(stream.UnfilteredValue)).ToDictionary(match => Hex(match.Groups[1].Value), match => (char)Hex(match.Groups[3].Value));

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<font>/F\d+) [\d.]+ Tf|<(?<hex>[0-9A-Fa-f\s]+)>\s*Tj|\((?<text>(?:\\.|[^\\)])*)\)\s*Tj")]
    private static partial Regex Operators();

    [GeneratedRegex("<([0-9A-F]{4})><([0-9A-F]{4})><([0-9A-F]{4})>")]
    private static partial Regex Ranges();
}

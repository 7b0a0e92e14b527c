using System.Text;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>Report files to be dropped into the portal: the samples, each time with an identifier of its own.</summary>
public static class ReportFiles
{
    private const string Good = "NO_BUHOTCH_0087_0087_6676130154667601001_20241024_04621bd7-14b3-4c78-ab67-ddbf91cc76d6.xml";
    private const string Old = "NO_BUHOTCH_0087_0087_0000000000000000000_20190805_5aaa862e_8f02.xml";
    private const string GoodId = "04621bd7-14b3-4c78-ab67-ddbf91cc76d6";

    /// <summary>A report without errors, for the inspection that accepts (0087), refuses (0088) or asks for clarification (0085).</summary>
    public static FilePayload Report(string inspection = "0087")
    {
        var id = Guid.NewGuid().ToString();
        return new FilePayload { Name = Own(Good), MimeType = "text/xml", Buffer = Encoding.Latin1.GetBytes(Own(Encoding.Latin1.GetString(Read(Good)))) };

        // Only ASCII is replaced, so one byte is one character here whatever the encoding.
        string Own(string text) => text.Replace(GoodId, id, StringComparison.Ordinal).Replace("_0087_0087_", $"_{inspection}_{inspection}_", StringComparison.Ordinal);
    }

    /// <summary>The sample of 2019: another payer, a wrong tax number, a name that is not its own.</summary>
    public static FilePayload ReportOf2019() => new() { Name = Old, MimeType = "text/xml", Buffer = Read(Old) };

    /// <summary>A report of the right payer that the check refuses: its correction number is empty.</summary>
    public static FilePayload ReportWithErrors()
    {
        var report = Report();
        var text = Encoding.Latin1.GetString(report.Buffer);
        var wrong = Encoding.Latin1.GetString([.. CorrectionAttribute, .. "=\"\""u8]);
        var right = Encoding.Latin1.GetString([.. CorrectionAttribute, .. "=\"0\""u8]);
        Assert.Contains(right, text, StringComparison.Ordinal);
        return new FilePayload { Name = report.Name, MimeType = report.MimeType, Buffer = Encoding.Latin1.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)) };
    }

    // «НомКорр» in windows-1251.
    private static ReadOnlySpan<byte> CorrectionAttribute => [0xCD, 0xEE, 0xEC, 0xCA, 0xEE, 0xF0, 0xF0];

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}

using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>One line of a print form: what it is called, what it holds, and how deep it lies.</summary>
internal sealed record PrintLine(string Name, string? Value = null, int Level = 0);

/// <summary>
/// A print form as PDF (drafts contract 1.7, 5.7): title, stamps in frames, lines. How it looks is chosen by us: the contract leaves it open.
/// The same input gives the same pages; what exceeds <see cref="LargestPages"/> is cut off with a note.
/// </summary>
internal sealed class PrintForm : IDisposable
{
    public const int LargestPages = 300;
    private const double Margin = 42;
    private const double Indent = 12;

    /// <summary>PDFsharp shares its fonts between documents; one form at a time is drawn.</summary>
    private static readonly Lock Gate = new();

    private readonly PdfDocument pdf = new();
    private readonly XFont heading = new(PrintFonts.Family, 13);
    private readonly XFont body = new(PrintFonts.Family, 9);
    private readonly XFont small = new(PrintFonts.Family, 7.5);
    private XGraphics? canvas;
    private double top;

    private PrintForm()
    {
    }

    private double Width => pdf.Pages[^1].Width.Point - (2 * Margin);

    /// <summary>The PDF; a document that was not sent has no stamps.</summary>
    public static byte[] Render(string title, IEnumerable<PrintLine> lines, IReadOnlyList<string> stamps)
    {
        lock (Gate)
        {
            PrintFonts.Register();
            using var form = new PrintForm();
            return form.Write(title, lines, stamps);
        }
    }

    public void Dispose()
    {
        canvas?.Dispose();
        pdf.Dispose();
    }

    private byte[] Write(string title, IEnumerable<PrintLine> lines, IReadOnlyList<string> stamps)
    {
        pdf.Info.Title = title;
        pdf.Info.Creator = "Контур.Экстерн (песочница)";
        NewPage();
        Paragraph(title, heading, 0);
        foreach (var stamp in stamps)
        {
            Stamp(stamp);
        }

        top += 6;
        foreach (var line in lines)
        {
            if (!Paragraph(line.Value is null ? line.Name : $"{line.Name}: {line.Value}", body, Math.Min(line.Level, 20) * Indent))
            {
                break;
            }
        }

        NumberPages();
        using var bytes = new MemoryStream();
        pdf.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    /// <summary>False when the last page allowed is full.</summary>
    private bool Paragraph(string text, XFont font, double left)
    {
        foreach (var row in Wrapped(text, font, Width - left))
        {
            if (top + font.GetHeight() > pdf.Pages[^1].Height.Point - Margin)
            {
                if (pdf.PageCount == LargestPages)
                {
                    canvas!.DrawString("Документ напечатан не полностью.", small, XBrushes.Black, Margin, top + small.GetHeight());
                    return false;
                }

                NewPage();
            }

            top += font.GetHeight();
            canvas!.DrawString(row, font, XBrushes.Black, Margin + left, top);
        }

        return true;
    }

    private void Stamp(string text)
    {
        var rows = Wrapped(text, small, Width - 12).ToList();
        var height = (rows.Count * small.GetHeight()) + 8;
        if (top + height + 6 > pdf.Pages[^1].Height.Point - Margin)
        {
            NewPage();
        }

        canvas!.DrawRectangle(new XPen(XColors.SteelBlue, 0.8), Margin, top + 6, Width, height);
        top += 8;
        foreach (var row in rows)
        {
            top += small.GetHeight();
            canvas.DrawString(row, small, XBrushes.SteelBlue, Margin + 6, top);
        }

        top += 6;
    }

    /// <summary>Breaks at spaces, and inside words that are longer than a row.</summary>
    private IEnumerable<string> Wrapped(string text, XFont font, double width)
    {
        var row = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = row.Length == 0 ? word : $"{row} {word}";
            if (WidthOf(longer, font) <= width)
            {
                row = longer;
                continue;
            }

            if (row.Length > 0)
            {
                yield return row;
            }

            row = word;
            while (WidthOf(row, font) > width)
            {
                var fits = FittingLength(row, font, width);
                yield return row[..fits];
                row = row[fits..];
            }
        }

        yield return row;
    }

    private int FittingLength(string word, XFont font, double width)
    {
        var (fits, tooLong) = (1, word.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            (fits, tooLong) = WidthOf(word[..middle], font) <= width ? (middle, tooLong) : (fits, middle);
        }

        return fits;
    }

    private double WidthOf(string text, XFont font) => canvas!.MeasureString(text, font).Width;

    private void NewPage()
    {
        canvas?.Dispose();
        var page = pdf.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        canvas = XGraphics.FromPdfPage(page);
        top = Margin;
    }

    private void NumberPages()
    {
        canvas!.Dispose();
        for (var number = 1; number <= pdf.PageCount; number++)
        {
            using var page = XGraphics.FromPdfPage(pdf.Pages[number - 1]);
            page.DrawString(
                string.Create(CultureInfo.InvariantCulture, $"Страница {number} из {pdf.PageCount}"), small, XBrushes.Gray, Margin, pdf.Pages[number - 1].Height.Point - (Margin / 2));
        }
    }
}

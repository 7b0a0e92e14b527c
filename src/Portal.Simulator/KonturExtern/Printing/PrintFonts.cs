using PdfSharp.Fonts;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>The one font of print forms, carried along so that none of the machine's fonts is needed.</summary>
internal sealed class PrintFonts : IFontResolver
{
    public const string Family = "DejaVu Sans";

    private PrintFonts()
    {
    }

    /// <summary>Tells PDFsharp where its fonts are; repeating it changes nothing.</summary>
    public static void Register() => GlobalFontSettings.FontResolver ??= new PrintFonts();

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(Family, isBold, isItalic);

    public byte[] GetFont(string faceName)
    {
        using var resource = typeof(PrintFonts).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}

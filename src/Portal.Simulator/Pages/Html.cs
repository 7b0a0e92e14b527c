using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Portal.Simulator.Pages;

/// <summary>A piece of finished HTML. What is put into its holes is escaped, unless it is itself <see cref="Html"/>.</summary>
public readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static readonly Html Empty = new("");

    /// <summary>Builds from an interpolated string, escaping every hole.</summary>
    public static Html Of(HtmlBuilder builder) => new(builder.ToString());

    /// <summary>Pieces one after another.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <inheritdoc />
    public override string ToString() => Text;
}

/// <summary>Collects an interpolated string for <see cref="Html.Of"/>.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlBuilder
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text;

    /// <summary>Called by the compiler.</summary>
    public HtmlBuilder(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Markup as written.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>A piece of HTML, as it is.</summary>
    public void AppendFormatted(Html value) => text.Append(value.Text);

    /// <summary>Any value, escaped.</summary>
    public void AppendFormatted<T>(T value) => text.Append(Encoder.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));

    /// <summary>The finished text.</summary>
    public override string ToString() => text.ToString();
}

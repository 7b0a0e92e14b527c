namespace Portal.Shell;

/// <summary>Self-hosted Roboto: no request leaves for another origin.</summary>
public sealed partial class FontFaces
{
    private static readonly int[] Weights = [400, 500, 700];

    private static readonly (string Script, string Range)[] Scripts =
    [
        ("cyrillic", "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"),
        ("latin", "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"),
    ];

    private string Rules => string.Concat(
        from script in Scripts
        from weight in Weights
        let file = Assets[$"fonts/roboto-{script.Script}-{weight}-normal.woff2"]
        select $"@font-face{{font-family:Roboto;font-weight:{weight};font-display:swap;src:url({file}) format('woff2');unicode-range:{script.Range}}}");
}

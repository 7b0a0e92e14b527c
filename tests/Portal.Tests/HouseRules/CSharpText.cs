using System.Text;

namespace Portal.Tests.HouseRules;

/// <summary>
/// C# taken apart just far enough: code with comments and literals blanked (line numbers stay), comments alone, and literals with their line.
/// The holes of interpolated strings are code.
/// </summary>
internal sealed class CSharpText
{
    private readonly string text;
    private readonly StringBuilder code;
    private readonly StringBuilder comments;
    private readonly List<Literal> literals = [];
    private int at;

    private CSharpText(string text)
    {
        this.text = text;
        code = new StringBuilder(text.Length);
        comments = new StringBuilder(text.Length);
    }

    /// <summary>Splits a source file.</summary>
    public static (string Code, string Comments, IReadOnlyList<Literal> Literals) Split(string text)
    {
        var lexer = new CSharpText(text);
        lexer.ReadCode(inHole: false);
        return (lexer.code.ToString(), lexer.comments.ToString(), lexer.literals);
    }

    private char Peek(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private bool StartsWith(string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private void Take(StringBuilder? kept = null)
    {
        var letter = text[at++];
        code.Append(kept == code || char.IsWhiteSpace(letter) ? letter : ' ');
        comments.Append(kept == comments || char.IsWhiteSpace(letter) ? letter : ' ');
    }

    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (inHole && depth == 0 && Peek() == '}')
            {
                return;
            }

            if (StartsWith("//"))
            {
                while (at < text.Length && Peek() != '\n')
                {
                    Take(comments);
                }
            }
            else if (StartsWith("/*"))
            {
                Take(comments);
                Take(comments);
                while (at < text.Length && !StartsWith("*/"))
                {
                    Take(comments);
                }

                for (var i = 0; i < 2 && at < text.Length; i++)
                {
                    Take(comments);
                }
            }
            else if (Peek() == '\'')
            {
                ReadCharacter();
            }
            else if (!ReadString())
            {
                depth += Peek() switch { '{' => 1, '}' => -1, _ => 0 };
                Take(code);
            }
        }
    }

    private void ReadCharacter()
    {
        Take(code);
        while (at < text.Length && Peek() is not ('\'' or '\n'))
        {
            if (Peek() == '\\')
            {
                Take();
            }

            if (at < text.Length)
            {
                Take();
            }
        }

        if (Peek() == '\'')
        {
            Take(code);
        }
    }

    private bool ReadString()
    {
        var (dollars, verbatim, ahead) = (0, false, 0);
        while (Peek(ahead) is '$' or '@')
        {
            dollars += Peek(ahead) == '$' ? 1 : 0;
            verbatim |= Peek(ahead) == '@';
            ahead++;
        }

        if (Peek(ahead) != '"')
        {
            return false;
        }

        var quotes = 0;
        while (Peek(ahead + quotes) == '"')
        {
            quotes++;
        }

        // Two quotes are an empty string; three and more are a raw one, unless they are verbatim.
        var raw = quotes >= 3 && !verbatim;
        quotes = raw ? quotes : 1;
        var line = Lines(at);
        for (var i = 0; i < ahead + quotes; i++)
        {
            Take(code);
        }

        var content = ReadContent(dollars, verbatim, raw, quotes);
        literals.Add(new Literal(line, content));
        return true;
    }

    private string ReadContent(int dollars, bool verbatim, bool raw, int quotes)
    {
        var content = new StringBuilder();
        var end = new string('"', quotes);
        while (at < text.Length)
        {
            var escaped = !raw && ((verbatim && StartsWith("\"\"")) || (!verbatim && Peek() == '\\') || (dollars > 0 && StartsWith("{{")));
            if (escaped)
            {
                content.Append(Peek(1));
                Take();
                Take();
            }
            else if (StartsWith(end))
            {
                for (var i = 0; i < quotes; i++)
                {
                    Take(code);
                }

                break;
            }
            else if (dollars > 0 && StartsWith(new string('{', raw ? dollars : 1)))
            {
                content.Append("{}");
                ReadHole(raw ? dollars : 1);
            }
            else
            {
                content.Append(Peek());
                Take();
            }
        }

        return content.ToString();
    }

    private void ReadHole(int braces)
    {
        for (var i = 0; i < braces; i++)
        {
            Take();
        }

        ReadCode(inHole: true);
        for (var i = 0; i < braces && Peek() == '}'; i++)
        {
            Take();
        }
    }

    private int Lines(int position) => text.AsSpan(0, position).Count('\n') + 1;
}

using System.Text;

namespace Portal.Integrations.Signing;

/// <summary>
/// The line of an external command, split into arguments before anything is filled in: a path with spaces or quotes stays one argument, and no shell reads it.
/// Quotes (<c>"</c> or <c>'</c>) keep spaces together; there are no other special characters.
/// </summary>
internal sealed class CommandTemplate
{
    public const string Content = "{content}";
    public const string Digest = "{digest}";
    public const string Signature = "{signature}";
    public const string Thumbprint = "{thumbprint}";
    public const string Serial = "{serial}";
    private readonly IReadOnlyList<string> parts;

    private CommandTemplate(IReadOnlyList<string> parts) => this.parts = parts;

    /// <summary>The program to start.</summary>
    public string Program => parts[0];

    /// <exception cref="ArgumentException">The line is empty or a quote is not closed.</exception>
    public static CommandTemplate Parse(string line)
    {
        var parts = new List<string>();
        StringBuilder? part = null;
        char? quote = null;
        foreach (var letter in line)
        {
            if (quote is null && char.IsWhiteSpace(letter))
            {
                Finish();
            }
            else if (letter == quote)
            {
                quote = null;
            }
            else if (quote is null && letter is '"' or '\'')
            {
                (quote, part) = (letter, part ?? new StringBuilder());
            }
            else
            {
                (part ??= new StringBuilder()).Append(letter);
            }
        }

        Finish();
        return quote is null && parts is [{ Length: > 0 }, ..]
            ? new CommandTemplate(parts)
            : throw new ArgumentException("The signing command is empty or has a quote that is not closed.", nameof(line));

        void Finish()
        {
            if (part is not null)
            {
                parts.Add(part.ToString());
                part = null;
            }
        }
    }

    /// <summary>Whether a placeholder stands anywhere among the arguments.</summary>
    public bool Names(string placeholder) => parts.Skip(1).Any(part => part.Contains(placeholder, StringComparison.Ordinal));

    /// <summary>The arguments with the values in place; a value is not looked into for further placeholders.</summary>
    public IEnumerable<string> Fill(IReadOnlyDictionary<string, string> values) => parts.Skip(1).Select(part => Fill(part, values));

    private static string Fill(string part, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < part.Length;)
        {
            var here = at;
            if (values.FirstOrDefault(value => string.CompareOrdinal(part, here, value.Key, 0, value.Key.Length) == 0) is { Key: not null } found)
            {
                filled.Append(found.Value);
                at += found.Key.Length;
            }
            else
            {
                filled.Append(part[at++]);
            }
        }

        return filled.ToString();
    }
}

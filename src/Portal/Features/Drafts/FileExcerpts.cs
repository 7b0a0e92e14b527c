using System.Text;

namespace Portal.Features.Drafts;

/// <summary>Cuts the lines around places out of a text, one pass, however long a line is.</summary>
internal static class FileExcerpts
{
    private const int Around = 2;
    private const int Widest = 360;
    private const int Before = 100;

    public static async Task<IReadOnlyDictionary<string, FilePlace>> CutAsync(
        Func<TextReader> open, IReadOnlyDictionary<string, (int Line, int Column, bool IsNear)> points, CancellationToken cancellationToken)
    {
        var windows = new Dictionary<(int Line, int Column), Window>();
        foreach (var (line, column, _) in points.Values)
        {
            windows.TryAdd((line, column), new Window(column));
            for (var beside = line - Around; beside <= line + Around; beside++)
            {
                windows.TryAdd((beside, 1), new Window(1));
            }
        }

        using var text = open();
        await FillAsync(text, windows, cancellationToken);
        return points.Where(point => windows[(point.Value.Line, point.Value.Column)].Text.Length > 0).ToDictionary(
            point => point.Key, point => PlaceOf(point.Value.Line, point.Value.Column, point.Value.IsNear, windows), StringComparer.Ordinal);
    }

    private static async Task FillAsync(TextReader text, Dictionary<(int Line, int Column), Window> windows, CancellationToken cancellationToken)
    {
        var byLine = windows.ToLookup(window => window.Key.Line, window => window.Value);
        var (last, line, index, afterReturn) = (windows.Keys.Max(key => key.Line), 1, 0, false);
        var here = byLine[line].ToList();
        var buffer = new char[16_384];
        while (line <= last && await text.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            foreach (var letter in buffer.AsMemory(0, count).ToArray())
            {
                if (letter == '\n' && afterReturn)
                {
                    afterReturn = false;
                    continue;
                }

                afterReturn = letter == '\r';
                if (letter is '\r' or '\n')
                {
                    (line, index) = (line + 1, 0);
                    here = [.. byLine[line]];
                    continue;
                }

                foreach (var window in here)
                {
                    window.Take(letter, index);
                }

                index++;
            }
        }
    }

    private static FilePlace PlaceOf(int line, int column, bool isNear, Dictionary<(int Line, int Column), Window> windows)
    {
        var lines = new List<(int Number, Window Window)>();
        for (var number = line - Around; number <= line + Around; number++)
        {
            var window = windows[(number, number == line ? column : 1)];
            if (window.Text.Length > 0)
            {
                lines.Add((number, window));
            }
        }

        var indent = lines.Min(one => one.Window.Indent);
        return new FilePlace(line, isNear, [.. lines.Select(one => one.Window.LineOf(one.Number, indent, one.Number == line ? column : null))]);
    }

    // The part of one line around a column.
    private sealed class Window(int column)
    {
        private readonly int from = column <= Widest - Before ? 0 : column - 1 - Before;
        private bool isCut;

        public StringBuilder Text { get; } = new();

        public int Indent => from > 0 ? 0 : Text.ToString() is var text ? text.Length - text.TrimStart().Length : 0;

        public void Take(char letter, int index)
        {
            if (index < from)
            {
                return;
            }

            if (Text.Length < Widest)
            {
                Text.Append(letter);
            }
            else
            {
                isCut = true;
            }
        }

        public FileLine LineOf(int number, int indent, int? marked)
        {
            var text = Text.ToString();
            var (start, tail) = (from > 0 ? "…" : "", isCut ? "…" : "");
            if (marked is not { } column || column - 1 - from >= text.Length)
            {
                return new FileLine(number, start + text[indent..] + tail, "", "");
            }

            var begin = column - 1 - from;
            if (begin > 0 && text[begin - 1] == '<')
            {
                begin--;
            }

            var end = EndOf(text, begin);
            return new FileLine(number, start + text[Math.Min(indent, begin)..begin], text[begin..end], text[end..] + tail);
        }

        // An element to the end of its tag, an attribute to the end of its value.
        private static int EndOf(string text, int begin)
        {
            if (text[begin] == '<')
            {
                return text.IndexOf('>', begin) is >= 0 and var close ? close + 1 : text.Length;
            }

            var quote = text.AsSpan(begin).IndexOfAny('"', '\'');
            return quote >= 0 && text.IndexOf(text[begin + quote], begin + quote + 1) is >= 0 and var second ? second + 1 : text.Length;
        }
    }
}

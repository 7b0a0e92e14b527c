using System.Text.Json;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Killing;

/// <summary>A line of «Что нужно ответить» or «Ваши ответы».</summary>
/// <param name="Name">What the answer is.</param>
/// <param name="Document">To which document.</param>
/// <param name="State">The word of its chip; null while nothing was begun.</param>
/// <param name="CanPress">A button is beside it.</param>
public sealed record AnswerLine(string Name, string Document, string? State, bool CanPress)
{
    /// <summary>The screen says that it was sent.</summary>
    public bool IsSent => State == "Отправлен";

    /// <summary>The answer in words.</summary>
    public string Answer => AnswerRules.Words(Name, Document);
}

/// <summary>What the page of a docflow says of its answers and its documents.</summary>
/// <param name="Docflow">Kontur's id, as the page shows it.</param>
/// <param name="Lines">Answers.</param>
/// <param name="Documents">Kontur's ids of its documents.</param>
/// <param name="Sealed">Those that are called encrypted.</param>
public sealed record AnswerScreen(Guid Docflow, IReadOnlyList<AnswerLine> Lines, IReadOnlyList<string> Documents, IReadOnlyList<string> Sealed)
{
    // Read in one go, so that no redraw falls between its parts.
    private const string Script =
        """
        () => {
          const links = [...document.querySelectorAll('a.row-link')];
          const id = link => link.href.split('/').pop();
          return JSON.stringify({
            docflow: [...document.querySelectorAll('.fact')].find(fact => fact.querySelector('dt').textContent === 'Номер в Контуре')?.querySelector('.mono').textContent ?? null,
            lines: [...document.querySelectorAll('ul.replies > li')].map(line => ({
              name: line.querySelector('.what > span').textContent, document: /«(.*?)»/.exec(line.querySelector('.what > small').textContent)[1],
              state: line.querySelector('.chip')?.textContent ?? null, canPress: line.querySelector('button') !== null })),
            documents: links.map(id), sealed: links.filter(link => link.parentElement.textContent.includes('зашифрован')).map(id) });
        }
        """;

    /// <summary>Reads it; null while the page shows no docflow with its documents.</summary>
    public static async Task<AnswerScreen?> ReadAsync(IPage page)
    {
        var read = JsonSerializer.Deserialize<Found>(await page.EvaluateAsync<string>(Script), JsonSerializerOptions.Web)!;
        return read is { Docflow: { } docflow, Documents.Count: > 0 } ? new AnswerScreen(docflow, read.Lines, read.Documents, read.Sealed) : null;
    }

    private sealed record Found(Guid? Docflow, IReadOnlyList<AnswerLine> Lines, IReadOnlyList<string> Documents, IReadOnlyList<string> Sealed);
}

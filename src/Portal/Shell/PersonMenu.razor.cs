namespace Portal.Shell;

/// <summary>Who is signed in, and the way out: a plain POST, because a cookie cannot be cleared from a circuit.</summary>
public sealed partial class PersonMenu(HeaderState header) : IDisposable
{
    private string[] Words => (header.PersonName ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string Initials => string.Concat(Words.Take(2).Select(word => char.ToUpperInvariant(word[0])));

    /// <summary>«Смирнова Анна Петровна» becomes «Смирнова А. П.».</summary>
    private string ShortName => Words is [var first, .. var rest] ? string.Join('\u00a0', rest.Select(word => $"{word[0]}.").Prepend(first)) : "";

    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

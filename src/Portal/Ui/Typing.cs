using FluentValidation.Results;

namespace Portal.Ui;

/// <summary>Complaints of a form while it is typed: a field complains once it was left or the form was sent, and the sender's own refusals stay until it changes.</summary>
public sealed class Typing
{
    private readonly HashSet<string> left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refusals = new(StringComparer.Ordinal);
    private bool sent;

    /// <summary>What to say beside a field; null for nothing.</summary>
    public string? Error(string field) => refusals.GetValueOrDefault(field) ?? (sent || left.Contains(field) ? errors.GetValueOrDefault(field) : null);

    /// <summary>The field was left.</summary>
    public void Leave(string field) => left.Add(field);

    /// <summary>The field was typed in: what was refused of it is no longer known to be wrong.</summary>
    public void Typed(string field) => refusals.Remove(field);

    /// <summary>Takes the result of the rules; true when nothing is wrong.</summary>
    public bool Take(ValidationResult result, bool sending)
    {
        sent |= sending;
        errors.Clear();
        foreach (var failure in result.Errors)
        {
            // A part of the form is named by its own field: «Address.Code» complains at Code.
            errors.TryAdd(failure.PropertyName[(failure.PropertyName.LastIndexOf('.') + 1)..], failure.ErrorMessage);
        }

        return errors.Count == 0;
    }

    /// <summary>Shows what the operation refused.</summary>
    public void Refuse(IReadOnlyDictionary<string, string> refused)
    {
        refusals.Clear();
        foreach (var (field, sentence) in refused)
        {
            refusals[field] = sentence;
        }
    }
}

namespace Portal.Features.Attention;

/// <summary>Why something needs the person.</summary>
public enum AttentionKind
{
    /// <summary>A signature or decryption that the person began and has not confirmed.</summary>
    Confirmation,

    /// <summary>A report that a colleague asks to sign.</summary>
    Signature,

    /// <summary>A state body awaits an answer.</summary>
    Answer,

    /// <summary>Something that was begun and does not get on.</summary>
    Stuck,

    /// <summary>A refusal that was not read.</summary>
    Refusal,

    /// <summary>Something an administrator keeps has ended or ends soon.</summary>
    Expiry,

    /// <summary>A report that was begun and is not sent.</summary>
    Draft,
}

/// <summary>One thing that needs the person, with the one step that follows.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Id">Unlike that of any other item of its kind.</param>
/// <param name="AccountId">Kontur account it belongs to; empty for none.</param>
/// <param name="Title">What it is.</param>
/// <param name="Reason">What is wanted, in a few words.</param>
/// <param name="At">Since when.</param>
/// <param name="Href">Where the step is made.</param>
/// <param name="Action">The step: «Ввести код».</param>
/// <param name="Due">By when, in words; null when it is not due by a day.</param>
public sealed record AttentionItem(AttentionKind Kind, string Id, string AccountId, string Title, string Reason, DateTimeOffset At, string Href, string Action, string? Due = null);

/// <summary>Everything that needs a person now, and what is due soon.</summary>
/// <param name="Items">The most urgent first.</param>
/// <param name="Deadlines">The nearest first.</param>
/// <param name="Accounts">Names of the accounts by their id.</param>
public sealed record AttentionList(IReadOnlyList<AttentionItem> Items, IReadOnlyList<Deadline> Deadlines, IReadOnlyDictionary<string, string> Accounts)
{
    /// <summary>Name of the organisation whose account it is.</summary>
    public string NameOf(string accountId) => Accounts.GetValueOrDefault(accountId, "");
}

namespace Portal.Features.Drafts.List;

/// <summary>What a report waits for: the filters of the list. Every report in work is in exactly one.</summary>
public enum DraftGroup
{
    /// <summary>«Нужна проверка»: not checked yet, or being checked.</summary>
    ToCheck,

    /// <summary>«Есть ошибки».</summary>
    WithErrors,

    /// <summary>«К подписи»: checked, nobody has begun to sign.</summary>
    ToSign,

    /// <summary>«Ждёт подписи»: a code, the phone or a colleague is waited for.</summary>
    AwaitingSignature,

    /// <summary>«К отправке»: signed.</summary>
    ToSend,

    /// <summary>«Отправляется».</summary>
    Sending,

    /// <summary>«Не отправлено»: the last sending failed, a person decides.</summary>
    NotSent,
}

/// <summary>What the list of reports in work is narrowed to, and its order.</summary>
/// <param name="Search">Beginnings of words: form, period, file name, payer, INN.</param>
/// <param name="Group">Null for all.</param>
/// <param name="ByTitle">By form and period instead of by the last change.</param>
/// <param name="Descending">The other way round; the last change comes first unless it is set, titles run from А to Я.</param>
public sealed record DraftFilter(string? Search = null, DraftGroup? Group = null, bool ByTitle = false, bool Descending = false)
{
    /// <summary>The groups as they stand in an address.</summary>
    public static IReadOnlyDictionary<DraftGroup, string> Keys { get; } = new Dictionary<DraftGroup, string>
    {
        [DraftGroup.ToCheck] = "check", [DraftGroup.WithErrors] = "errors", [DraftGroup.ToSign] = "sign", [DraftGroup.AwaitingSignature] = "waiting",
        [DraftGroup.ToSend] = "send", [DraftGroup.Sending] = "sending", [DraftGroup.NotSent] = "notsent",
    };

    /// <summary>From the parameters of an address; what is unknown counts as not given.</summary>
    public static DraftFilter Read(string? search, string? state, string? sort, string? descending) => new(
        search is { Length: > 200 } ? search[..200] : search,
        Keys.Where(pair => pair.Value == state).Select(pair => (DraftGroup?)pair.Key).FirstOrDefault(),
        sort == "title",
        descending is not null);
}

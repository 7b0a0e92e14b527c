using Portal.Ui;

namespace Portal.Features.Drafts.List;

/// <summary>The list of reports in words for people.</summary>
public static class ListWords
{
    /// <summary>A filter.</summary>
    public static string Of(DraftGroup group) => group switch
    {
        DraftGroup.ToCheck => "Нужна проверка",
        DraftGroup.WithErrors => "Есть ошибки",
        DraftGroup.ToSign => "К подписи",
        DraftGroup.AwaitingSignature => "Ждёт подписи",
        DraftGroup.ToSend => "К отправке",
        DraftGroup.Sending => "Отправляется",
        _ => "Не отправлено",
    };

    /// <summary>The state of a line: word and colour.</summary>
    public static (string Word, StatusTone Tone) Of(ListedDraft draft) => draft switch
    {
        { Failed: 1 } => ("Не отправлен", StatusTone.Refused),
        { State: DraftState.Checked, HandedTo: not null } => ("На подписи у коллеги", StatusTone.UnderWay),
        { State: DraftState.Checked, Way: null } => ("К подписи", StatusTone.NeedsYou),
        _ => DraftWords.Of(draft.State, draft.Way),
    };
}

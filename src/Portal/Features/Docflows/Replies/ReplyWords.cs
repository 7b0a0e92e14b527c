using Portal.Ui;

namespace Portal.Features.Docflows.Replies;

/// <summary>Answers in words for people.</summary>
public static class ReplyWords
{
    // The fund's name for a receipt (УОД, contract drafts 6.8): the document that it becomes is called so too.
    private const string DeliveryNotice = "sfr-report-protocol-refinement-notice-receipt";

    /// <summary>What the answer is.</summary>
    public static string Name(string replyType) => replyType switch
    {
        "fns534-demand-acceptance-result-positive" => "Квитанция о приёме требования",
        "fns534-demand-acceptance-result-negative" => "Отказ в приёме требования",
        "pfr-cu-letter-letter-acknowledgement" => "Извещение о получении",
        _ when PossibleReply.IsOfFund(replyType) => "Подпись под документами фонда",
        DeliveryNotice => "Уведомление о доставке",
        _ when replyType.EndsWith("-receipt", StringComparison.Ordinal) => "Извещение о получении",
        _ => "Ответ",
    };

    /// <summary>What the button does.</summary>
    public static string Press(string replyType) => replyType switch
    {
        "fns534-demand-acceptance-result-positive" => "Принять требование",
        "fns534-demand-acceptance-result-negative" => "Отказать в приёме",
        _ when PossibleReply.IsOfFund(replyType) && !replyType.EndsWith("-acknowledgement", StringComparison.Ordinal) => "Подписать и отправить",
        DeliveryNotice => "Отправить уведомление о доставке",
        _ when replyType.EndsWith("-receipt", StringComparison.Ordinal) => "Отправить извещение",
        _ => "Отправить ответ",
    };

    /// <summary>Where an answer stands: word and colour.</summary>
    public static (string Word, StatusTone Tone) State(Reply reply) => reply.State switch
    {
        ReplyState.Made => ("Не подписан", StatusTone.NeedsYou),
        ReplyState.Signed => ("Подписан, отправляется", StatusTone.UnderWay),
        ReplyState.Intended => ("Отправляется", StatusTone.UnderWay),
        ReplyState.Sent => ("Отправлен", StatusTone.Accepted),
        _ => ("Не отправлен", StatusTone.Refused),
    };
}

using Portal.Shell;

namespace Portal.Features.Confirmations;

/// <summary>What differs between the kinds of operations on the screen: words, and where it is taken up again.</summary>
/// <param name="Who">Before the owner's name.</param>
/// <param name="Press">On the button.</param>
/// <param name="Pressed">On the button while it goes on.</param>
/// <param name="Asked">Title while a code is waited for.</param>
/// <param name="Done">Title and word when it is done.</param>
/// <param name="Failed">Title when it came to nothing.</param>
/// <param name="Nothing">What has not happened then.</param>
/// <param name="OnCode">What the code does.</param>
/// <param name="What">What is confirmed on the phone, in the accusative.</param>
/// <param name="Running">Once it was confirmed there.</param>
/// <param name="GivenUp">When the person gave it up.</param>
/// <param name="Crashed">When it failed at Kontur.</param>
public sealed record KindWords(
    string Who, string Press, string Pressed, string Asked, string Done, string Failed, string Nothing, string OnCode, string What, string Running, string GivenUp, string Crashed)
{
    private static readonly KindWords Signature = new(
        "Подписывает", "Подписать", "Подписываем…", "Подпись по коду из СМС", "Отчёт подписан", "Подписание не состоялось", "Отчёт не подписан и не отправлен.",
        "Подпись ставится сразу, как только код введён.", "подписание", "Подтверждено, ставим подпись", "Вы отказались от подписания.",
        "Контур не смог поставить подпись.");

    private static readonly KindWords Decryption = new(
        "Расшифровывает", "Расшифровать", "Расшифровываем…", "Расшифровка по коду из СМС", "Документ расшифрован", "Расшифровка не состоялась", "Документ остался зашифрованным.",
        "Документ откроется сразу, как только код введён.", "расшифровку", "Подтверждено, расшифровываем", "Вы отказались от расшифровки.",
        "Контур не смог расшифровать документ.");

    private static readonly KindWords Reply = Signature with { Done = "Ответ подписан", Nothing = "Ответ не подписан и не отправлен." };

    /// <summary>The words of a kind.</summary>
    public static KindWords Of(SigningKind kind) => kind switch { SigningKind.Decryption => Decryption, SigningKind.Reply => Reply, _ => Signature };

    /// <summary>Where the operation is taken up again.</summary>
    public static string Href(Signing signing) => Href(signing.Kind, Guid.Parse(signing.AccountId), signing.SubjectId);

    /// <summary>Where a subject of that kind is looked at.</summary>
    public static string Href(SigningKind kind, Guid account, string subjectId) => kind switch
    {
        SigningKind.HandedSignature => PortalUrls.Inbox(account),
        SigningKind.Reply => PortalUrls.Docflow(account, subjectId.Split('/')[0]),
        SigningKind.Decryption => PortalUrls.DocflowDocument(account, subjectId.Split('/')[0], subjectId.Split('/')[1]),
        _ => PortalUrls.Report(account, subjectId),
    };
}

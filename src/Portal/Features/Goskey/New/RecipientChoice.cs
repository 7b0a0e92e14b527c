using Portal.Access;
using Portal.Features.Goskey.Senders;

namespace Portal.Features.Goskey.New;

/// <summary>What one person and a list have in common: from where it is sent, and with what it is signed.</summary>
internal static class RecipientChoice
{
    /// <summary>The chosen profile, if the person may send from it; complaints about it, the kind and the consent go into <paramref name="problems"/>.</summary>
    public static async Task<OwnSender?> CheckAsync(
        ListOwnSenders senders, Actor actor, string senderId, SignatureKind? kind, bool consented, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        var sender = (await senders.RunAsync(actor, cancellationToken)).FirstOrDefault(one => one.Id == senderId);
        if (sender is null)
        {
            problems[nameof(RecipientInput.SenderId)] = senderId is "" ? "Выберите, от какой организации отправить" : "От этой организации вы больше не можете отправлять: выберите другую или обратитесь к администратору";
        }

        if (kind is not { } chosen || !Enum.IsDefined(chosen))
        {
            problems[nameof(RecipientInput.Kind)] = "Выберите, какой подписью подписать";
        }

        if (!consented)
        {
            problems[nameof(RecipientInput.Consented)] = "Без согласия человека отправлять нельзя";
        }

        return sender;
    }
}

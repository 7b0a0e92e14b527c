using Portal.Simulator.ControlRoom;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;

namespace Portal.Simulator.Phones;

/// <summary>Messages on the phones, newest first.</summary>
internal sealed class SmsView(SmsInbox inbox, KonturUsers users) : IRoomView
{
    private const int MessagesOfOnePhone = 6;

    public string Id => "sms";

    public string Title => "СМС на телефонах";

    public bool IsWide => false;

    public Html Draw() => inbox.Read(null) is { Count: > 0 } messages
        ? Html.Join(messages.GroupBy(message => message.Phone).Select(phone => Html.Of(
            $"""
            <section class="phone"><h3>{Format(phone.Key)} <span class="soft">{users.ByPhone(phone.Key)?.FullName}</span></h3>
            {Html.Join(phone.Take(MessagesOfOnePhone).Select(Message))}</section>
            """)))
        : RoomText.Empty("Пока ни одного сообщения. Код придёт сюда, когда портал попросит подтвердить подпись.");

    private static Html Message(Sms message)
    {
        var code = message.Code is null ? Html.Empty : Html.Of($"""<div class="code">{message.Code}</div>""");
        var confirms = message.Confirms is null ? Html.Empty : Html.Of($"""<div class="soft small">{message.Confirms}</div>""");
        return Html.Of($"""<article class="sms">{code}<div class="body"><div>{message.Text}</div>{confirms}</div><time class="soft small">{RoomText.Time(message.SentAt)}</time></article>""");
    }

    private static string Format(string phone) => phone.Length == 10 ? $"+7 {phone[..3]} {phone[3..6]}-{phone[6..8]}-{phone[8..]}" : phone;
}

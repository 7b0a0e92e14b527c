using Portal.Simulator.State;

namespace Portal.Simulator.Phones;

/// <summary>One message on a simulated phone.</summary>
public sealed record Sms(string Id, string Phone, string Text, string? Code, string? Confirms, DateTimeOffset SentAt);

/// <summary>The SMS inbox of every simulated phone (<c>GET /controls/sms?phone=</c> and the control room page).</summary>
public sealed class SmsInbox(StateStore store, TimeProvider wall)
{
    private const string Kind = "sms";

    /// <summary>Delivers a message at once. <paramref name="code"/> and <paramref name="confirms"/> are what the controls show beside the text.</summary>
    public void Send(string phone, string text, string? code, string? confirms)
    {
        var sms = new Sms(Guid.NewGuid().ToString(), phone, text, code, confirms, wall.GetUtcNow());
        store.Put(Kind, sms.Id, sms);
    }

    /// <summary>Newest first; all phones when <paramref name="phone"/> is null; at most 200.</summary>
    public IReadOnlyList<Sms> Read(string? phone) =>
        [.. store.All<Sms>(Kind).Where(sms => phone is null || sms.Phone == phone).OrderByDescending(sms => sms.SentAt).Take(200)];
}

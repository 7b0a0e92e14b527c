using Portal.Simulator.ControlRoom;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.Pages;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>Who holds which certificate, and how its owner confirms.</summary>
internal sealed class CertificatesView(CertificateVault vault, KonturUsers users, TimeProvider wall) : IRoomView
{
    private const int MadePeopleShown = 20;

    public string Id => "certificates";

    public string Title => "Сертификаты";

    public bool IsWide => true;

    public Html Draw() => Html.Of(
        $"""
        <table class="table"><thead><tr><th>Владелец</th><th>Подтверждает</th><th>Действует до</th><th>Отпечаток</th></tr></thead>
        <tbody>{Html.Join(DemoPeople.All.Concat(users.Made.Take(MadePeopleShown)).Where(person => person.KonturUserId is not null).SelectMany(person => vault.OfUser(person.KonturUserId!.Value)).Select(Row))}</tbody></table>
        """);

    private Html Row(SandboxCertificate certificate)
    {
        var late = certificate.NotAfter < wall.GetUtcNow() ? new Html(""" <span class="chip bad">истёк</span>""") : Html.Empty;
        var confirms = certificate.Kind switch
        {
            "dss" => "в приложении MyDSS",
            "cloud" => "кодом из СМС",
            _ => "сам, ключ на токене",
        };
        return Html.Of($"""<tr><td>{certificate.Owner?.FullName}</td><td>{confirms}</td><td>{RoomText.Date(certificate.NotAfter)}{late}</td><td><code class="cut" title="{certificate.Thumbprint}">{certificate.Thumbprint[..12]}…</code></td></tr>""");
    }
}

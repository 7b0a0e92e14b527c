using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>Certificates of an account (auth contract 3.4).</summary>
internal sealed class CertificatesEndpoints(CertificateVault vault, TimeProvider wall)
{
    public void Map(ExternRoutes routes) => routes.Get("/v1/{accountId:guid}/certificates", List);

    private ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page(zeroTakes: false);
        var forAllUsers = call.Flag("forAllUsers") ?? false;
        if (forAllUsers && !call.IsAdmin)
        {
            throw ExternException.Forbidden("Сертификаты всех пользователей видит только администратор учётной записи.");
        }

        var owners = forAllUsers ? call.Account.Members.Select(member => member.UserId).OrderByDescending(id => id == call.UserId) : Enumerable.Repeat(call.UserId, 1);
        var found = owners.SelectMany(vault.OfUser).ToList();
        return ExternAnswer.Ok(new CertificateList([.. found.Skip(skip).Take(take).Select(Wire)], found.Count, skip, take, []));
    }

    private CertificateShape Wire(SandboxCertificate one) => new(
        one.Owner!.FullName, one.Owner.Organization?.Inn ?? one.Owner.Inn!, one.Owner.Organization?.Kpp, one.NotBefore <= wall.GetUtcNow() && wall.GetUtcNow() < one.NotAfter,
        true, one.Der, one.Thumbprint, one.NotAfter.UtcDateTime, one.SerialNumber, one.IsCloud, one.Kind);

    private sealed record CertificateList(IReadOnlyList<CertificateShape> Certificates, int TotalCount, int Skip, int Take, IReadOnlyList<Link> Links);

    private sealed record CertificateShape(
        string Fio, string Inn, string? Kpp, bool IsValid, bool IsQualified, byte[] Content, string Thumbprint, DateTime ExpiredAt, string SerialNumber,
        bool IsCloud, string CertificateType);
}
